interface Whose {
  personId: string
  tenantId: string
}

/** For as long as the page is not loaded anew: whoever comes back from signing in again, or from another page, is there again. */
let last: (Whose & { conversationId: string }) | null = null

export function rememberPlace(whose: Whose, conversationId: string | null) {
  last = conversationId === null ? null : { ...whose, conversationId }
}

/** The conversation that was left without closing it; null when there is none, or it is not theirs. */
export function lastPlace({ personId, tenantId }: Whose): string | null {
  return last?.personId === personId && last.tenantId === tenantId ? last.conversationId : null
}

export function forgetPlace() {
  last = null
}
