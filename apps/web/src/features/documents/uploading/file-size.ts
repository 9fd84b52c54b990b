import { currentLanguage, localeOf } from '../../../words/language.ts'

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const

/** `3.4 MB`, in the page's language. */
export function fileSize(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return new Intl.NumberFormat(localeOf(currentLanguage()), {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1000 ** step)
}
