/** Those that the page speaks. In a file of its own: the words need it, and `language.ts` needs the words. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]
