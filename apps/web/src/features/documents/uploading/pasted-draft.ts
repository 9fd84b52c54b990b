import { forgetInTab, keepInTab } from '../../../lib/keep-in-tab.ts'

/** Whose: texts of two people at one computer never meet, nor do those of two tenants. */
export interface DraftOwner {
  personId: string
  tenantId: string
}

interface PastedDraft {
  title: string
  text: string
}

const prefixOf = (personId: string) => `coco.pasted.${personId}.`
const keyOf = ({ personId, tenantId }: DraftOwner) => prefixOf(personId) + tenantId

/** The text that was pasted and is no document yet. It survives a reload and an ended session, not signing out. */
export function readPasted(owner: DraftOwner): PastedDraft {
  try {
    const kept: Partial<PastedDraft> = JSON.parse(sessionStorage.getItem(keyOf(owner)) ?? '{}')
    return { title: kept.title ?? '', text: kept.text ?? '' }
  } catch {
    return { title: '', text: '' }
  }
}

export function keepPasted(owner: DraftOwner, draft: PastedDraft) {
  if (draft.title === '' && draft.text === '') sessionStorage.removeItem(keyOf(owner))
  else keepInTab(keyOf(owner), JSON.stringify(draft))
}

/** Signing out leaves nothing of this person behind, in whichever tenant it was written. */
export function forgetPasted(personId: string) {
  forgetInTab(prefixOf(personId))
}
