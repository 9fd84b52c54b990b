import { currentLanguage } from '../../../words/language.ts'
import { localeOf } from '../../../words/languages.ts'

/** `3.4 MB`, in the page's language; what is smaller than a kilobyte counts as one. */
export function fileSize(bytes: number): string {
  const isLarge = bytes >= 1_000_000
  return new Intl.NumberFormat(localeOf(currentLanguage()), {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / 1_000_000 : Math.max(1, bytes / 1_000))
}
