import type { Language } from './languages.ts'

/** `1 session`, `2 sessions`: the form that this language uses with this number. English and German know two. */
export function counted(language: Language, count: number, one: string, other: string): string {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? one : other
  return `${new Intl.NumberFormat(language).format(count)} ${form}`
}
