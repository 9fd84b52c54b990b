const SCRIPTS: readonly { letters: RegExp; language: (text: string) => string }[] = [
  { letters: /\p{Script=Hebrew}/gu, language: () => 'he' },
  { letters: /\p{Script=Arabic}/gu, language: (text) => (/[پچژگ]/.test(text) ? 'fa' : 'ar') },
  { letters: /\p{Script=Cyrillic}/gu, language: (text) => (/[іїєґІЇЄҐ]/.test(text) ? 'uk' : 'ru') },
  { letters: /\p{Script=Greek}/gu, language: () => 'el' },
  { letters: /\p{Script=Hangul}/gu, language: () => 'ko' },
  { letters: /\p{Script=Thai}/gu, language: () => 'th' },
  { letters: /\p{Script=Devanagari}/gu, language: () => 'hi' },
  {
    letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
    language: (text) => (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'ja' : 'zh'),
  },
]

const LOOKED_AT = 400

/**
 * The language that most of a text's letters stand for, where the alphabet alone tells it (of those that share one, the most
 * spoken); undefined for Latin letters, which could be anything.
 */
export function languageOfText(text: string): string | undefined {
  const sample = text.slice(0, LOOKED_AT)
  // The usual case first: nothing but what English and its neighbours are written with.
  if (!/[\u0370-\uFFFF]/.test(sample.replaceAll(/[\u2000-\u2BFF]/g, ''))) return undefined
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  return SCRIPTS.find((script) => (sample.match(script.letters)?.length ?? 0) * 2 > letters)?.language(sample)
}
