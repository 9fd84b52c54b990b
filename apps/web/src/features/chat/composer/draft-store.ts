import { forgetInTab, keepInTab } from '../../../lib/keep-in-tab.ts'

/** Whose draft: drafts of two tenants never meet, nor do those of two people at one computer, nor of two conversations. */
export interface DraftOwner {
  personId: string
  tenantId: string
  /** Null: the chat that is no conversation yet. */
  conversationId: string | null
}

const prefixOf = (personId: string) => `coco.draft.${personId}.`
const keyOf = ({ personId, tenantId, conversationId }: DraftOwner) =>
  `${prefixOf(personId)}${tenantId}.${conversationId ?? 'new'}`

/** The unsent text. It is kept for this tab: it survives a reload and an ended session, not signing out. */
export function readDraft(owner: DraftOwner): string {
  return sessionStorage.getItem(keyOf(owner)) ?? ''
}

export function writeDraft(owner: DraftOwner, draft: string) {
  if (draft === '') sessionStorage.removeItem(keyOf(owner))
  else keepInTab(keyOf(owner), draft)
}

/** A chat became another one, and its unsent text went along: nothing of it stays behind. */
export function moveDraft(owner: Omit<DraftOwner, 'conversationId'>, from: string | null, to: string | null) {
  if (from !== to) writeDraft({ ...owner, conversationId: from }, '')
}

/** Signing out leaves nothing of this person behind, in whichever tenant it was written. */
export function forgetDrafts(personId: string) {
  forgetInTab(prefixOf(personId))
}
