import { tenant } from '../../words/en/tenant.ts'
import { currentLanguage, wordsOf } from '../../words/language.ts'
import { localeOf } from '../../words/languages.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What keeping conversations this long (null: for ever) will do, told before it is saved. */
export function retentionEffect(days: number | null, tenantName: string, now: Date): string {
  const words = wordsOf(tenant).retention
  if (days === null) return words.effectForEver(tenantName)
  const day = new Intl.DateTimeFormat(localeOf(currentLanguage()), { dateStyle: 'long' })
  return words.effectOfDays(tenantName, day.format(now.getTime() - days * DAY_MS), days)
}
