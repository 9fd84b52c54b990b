import { forgetInTab, keepInTab } from '../../../lib/keep-in-tab.ts'
import type { Refusal } from '../state/wish.ts'

export interface KeptLimit {
  refusal: Refusal
  /** When the limit is over (epoch). */
  untilMs: number
}

const PREFIX = 'coco.limit.'
const keyOf = (tenantId: string) => PREFIX + tenantId

/** The tenant's limit that a page before this one in the tab was told of; null when there is none or it is over. */
export function readKeptLimit(tenantId: string, nowMs: number): KeptLimit | null {
  const kept = sessionStorage.getItem(keyOf(tenantId))
  if (kept === null) return null
  const { refusal, untilMs } = JSON.parse(kept) as KeptLimit
  return untilMs > nowMs ? { refusal, untilMs } : null
}

/** For a reload in the middle of it. What was to be sent is not in here: it is kept as the draft. */
export function keepLimit(tenantId: string, { failure, model }: Refusal, untilMs: number) {
  const kept: KeptLimit = { refusal: { failure, model, key: '', wish: null }, untilMs }
  keepInTab(keyOf(tenantId), JSON.stringify(kept))
}

export function forgetLimits() {
  forgetInTab(PREFIX)
}
