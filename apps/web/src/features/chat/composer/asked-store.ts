import { keepInTab } from '../../../lib/keep-in-tab.ts'
import type { KeptAsk } from '../state/kept-ask.ts'

interface Owner {
  personId: string
  tenantId: string
}

/** Beside the drafts, with which signing out takes it away. */
const keyOf = ({ personId, tenantId }: Owner) => `coco.draft.${personId}.${tenantId}.asked`

/** What was sent off in this tab and has no answer that this page knows of. */
export function readAsks(owner: Owner): KeptAsk[] {
  const kept = sessionStorage.getItem(keyOf(owner))
  return kept === null ? [] : (JSON.parse(kept) as KeptAsk[])
}

export function keepAsk(owner: Owner, ask: KeptAsk) {
  write(owner, [...readAsks(owner).filter(({ key }) => key !== ask.key), ask])
}

export function changeAsk(owner: Owner, key: string, change: Partial<KeptAsk>) {
  const asks = readAsks(owner)
  if (asks.some((ask) => ask.key === key))
    write(
      owner,
      asks.map((ask) => (ask.key === key ? { ...ask, ...change } : ask)),
    )
}

/** @returns whether it was there: what is put back is put back once */
export function takeAsk(owner: Owner, key: string): boolean {
  const asks = readAsks(owner)
  const others = asks.filter((ask) => ask.key !== key)
  if (others.length < asks.length) write(owner, others)
  return others.length < asks.length
}

function write(owner: Owner, asks: KeptAsk[]) {
  if (asks.length === 0) sessionStorage.removeItem(keyOf(owner))
  else keepInTab(keyOf(owner), JSON.stringify(asks))
}
