import type { Failure } from '../../../lib/failure.ts'
import { trouble } from '../../../words/en/trouble.ts'
import { currentLanguage, wordsOf } from '../../../words/language.ts'
import { localeOf } from '../../../words/languages.ts'

/** Whose limit it is that was met, as far as the server knows; null for what is no limit. */
export function whoseLimit({ code, limit }: Failure, tenant: string): string | null {
  const words = wordsOf(trouble).limit
  if (code === 'too_many_streams') return words.ofCoco
  if (code === 'upstream_rate_limited') return words.ofSnowflake
  if (code !== 'rate_limited' || limit === null) return null
  return words.ofTenant(tenant, new Intl.NumberFormat(localeOf(currentLanguage())).format(perMinute(limit)))
}

function perMinute({ calls, windowMs }: NonNullable<Failure['limit']>): number {
  return Math.round((calls * 60_000) / windowMs)
}
