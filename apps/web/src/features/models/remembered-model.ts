const prefixOf = (personId: string) => `coco.model.${personId}.`
const keyOf = ({ personId, tenantId }: { personId: string; tenantId: string }) => prefixOf(personId) + tenantId

/** What this person chose last in this tenant: new chats begin with it. For this device, until signing out. */
export function readRememberedModel(owner: { personId: string; tenantId: string }): string | null {
  return localStorage.getItem(keyOf(owner))
}

export function rememberModel(owner: { personId: string; tenantId: string }, modelId: string) {
  localStorage.setItem(keyOf(owner), modelId)
}

/** Signing out leaves nothing of this person behind, in whichever tenant it was chosen. */
export function forgetModels(personId: string) {
  const prefix = prefixOf(personId)
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
}
