/** Those that the page speaks. In a file of its own: the words need it, and `language.ts` needs the words. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** How dates and numbers are written in this language: English as in Europe, with the day before the month. */
export function localeOf(spoken: Language): string {
  return { en: 'en-GB', de: 'de-DE' }[spoken]
}
