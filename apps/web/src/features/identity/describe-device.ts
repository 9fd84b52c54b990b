import { settings } from '../../words/en/settings.ts'
import { wordsOf } from '../../words/language.ts'

/** The more particular names first: every browser also claims to be an older one. */
const BROWSERS: readonly [name: string, mark: RegExp][] = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
]

const SYSTEMS: readonly [name: string, mark: RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac(intosh| OS X)\b/],
  ['Linux', /\bLinux\b/],
]

/** A browser's `User-Agent` as people speak of it: "Firefox on Windows". */
export function describeDevice(userAgent: string | null): string {
  const words = wordsOf(settings).device
  if (userAgent === null || userAgent.trim() === '') return words.unknown
  const find = (table: typeof BROWSERS) => table.find(([, mark]) => mark.test(userAgent))?.[0]
  const browser = find(BROWSERS)
  const system = find(SYSTEMS)
  if (browser && system) return words.on(browser, system)
  return browser ?? system ?? words.program
}
