/** A piece of a document that a prompt carries, under the number by which an answer shall cite it. */
export interface FencedPassage {
  number: number
  /** Its title and the headings above it. */
  about: string
  content: string
}

/**
 * A prompt that carries passages between two marks, with the question behind them, taken apart; any other prompt is a question
 * without passages. The marks stand at the very beginning and carry the same code, so that nothing within a passage, and nothing
 * that somebody asks, is taken for them.
 */
export function takeApart(prompt: string): { passages: FencedPassage[]; question: string } {
  const without = { passages: [], question: prompt }
  const code = /^-----BEGIN PASSAGES ([\w-]{1,100})-----\n/.exec(prompt)
  if (code === null) return without
  const begin = code[0].length
  const mark = `\n-----END PASSAGES ${code[1]}-----\n`
  const end = prompt.indexOf(mark, begin)
  const asked = prompt.indexOf(QUESTION, end)
  if (end < 0 || asked < 0) return without
  return {
    passages: [...prompt.slice(begin, end).matchAll(PASSAGE)].map(toPassage),
    question: prompt.slice(asked + QUESTION.length),
  }
}

const QUESTION = '\nQuestion:\n'
/** Every `<` within it is escaped, so the next one closes it; a title may say `>`, and has no line break. */
const PASSAGE = /<passage number="(\d{1,6})"([^<\n]*)>\n([^<]*)<\/passage>/g

function toPassage([, number, attributes = '', content = '']: RegExpExecArray): FencedPassage {
  const about = [...attributes.matchAll(/\b(?:title|headings)="([^"]*)"/g)].map(([, value = '']) => unescape(value))
  return { number: Number(number), about: about.join(' / '), content: unescape(content).trim() }
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"')
}
