/** Whose draft: drafts of two tenants never meet, nor do those of two people at one computer. */
export interface DraftOwner {
  personId: string
  tenantId: string
}

const keyOf = ({ personId, tenantId }: DraftOwner) => `coco.draft.${personId}.${tenantId}`

/** The unsent text. It is kept for this tab: it survives a reload and an ended session, not signing out. */
export function readDraft(owner: DraftOwner): string {
  return sessionStorage.getItem(keyOf(owner)) ?? ''
}

export function writeDraft(owner: DraftOwner, draft: string) {
  if (draft === '') sessionStorage.removeItem(keyOf(owner))
  else sessionStorage.setItem(keyOf(owner), draft)
}

/** Signing out leaves nothing of this person behind, in whichever tenant it was written. */
export function forgetDrafts(personId: string) {
  const prefix = keyOf({ personId, tenantId: '' })
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}
