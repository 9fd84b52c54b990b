import { isIPv6 } from 'node:net'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock.ts'
import { look, type Rule, take, type Window } from '../../platform/sliding-window.ts'

/** Whose attempts are counted; null where there is none to count. */
export interface Attempt {
  account: string | null
  address: string | null
}

/** Failed attempts at passwords and links, by the account that was tried and by the address that tried. */
export interface Attempts {
  /** @throws AppError too_many_attempts */
  requireFew(attempt: Attempt): void
  failed(attempt: Attempt): void
  /** The account's failures are forgotten; the address's are not, or one account of one's own would clear them. */
  succeeded(account: string): void
}

const WINDOW_MS = 15 * 60_000
const PER_ACCOUNT: Rule = { limit: 10, windowMs: WINDOW_MS }
const PER_ADDRESS: Rule = { limit: 100, windowMs: WINDOW_MS }
/** Of each kind. Beyond it the oldest is forgotten: memory has an end, whoever guesses. */
const MAX_KEPT = 20_000

export function createAttempts(monotonicMs: Clock['monotonicMs']): Attempts {
  const accounts = createCounts(PER_ACCOUNT, monotonicMs)
  const addresses = createCounts(PER_ADDRESS, monotonicMs)

  return {
    requireFew({ account, address }) {
      const waitMs = Math.max(accounts.waitMs(account), addresses.waitMs(toNetwork(address)))
      if (waitMs === 0) return
      const minutes = Math.ceil(waitMs / 60_000)
      const sentence = `Too many attempts. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
      throw new AppError('too_many_attempts', sentence, { retryAfterMs: waitMs })
    },
    failed({ account, address }) {
      accounts.count(account)
      addresses.count(toNetwork(address))
    },
    succeeded: accounts.forget,
  }
}

function createCounts(rule: Rule, monotonicMs: Clock['monotonicMs']) {
  const windows = new Map<string, Window>()
  return {
    waitMs(key: string | null): number {
      const window = key === null ? undefined : windows.get(key)
      if (window === undefined) return 0
      const { allowed, resetMs } = look(window, rule, monotonicMs())
      return allowed ? 0 : resetMs
    },
    count(key: string | null): void {
      if (key === null) return
      const window = windows.get(key) ?? []
      take(window, rule, monotonicMs())
      // Last in order: whoever failed just now is forgotten last.
      windows.delete(key)
      windows.set(key, window)
      const [oldest] = windows.keys()
      if (windows.size > MAX_KEPT && oldest !== undefined) windows.delete(oldest)
    },
    forget: (key: string): void => void windows.delete(key),
  }
}

/** One household or server has a whole /64 of IPv6 addresses to try from. */
export function toNetwork(address: string | null): string | null {
  if (address === null || !isIPv6(address) || address.includes('.')) return address
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
  const first = head.split(':').filter(Boolean)
  const last = tail.split(':').filter(Boolean)
  const groups = [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0'), ...last]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
