/** What was asked for with "Send when allowed": these words, once. `sent`: nobody knows yet what came of them. */
export interface PlannedMessage {
  text: string
  is: 'waiting' | 'sent'
}

interface Now {
  draft: string
  /** A question is under way and has no word of an answer. */
  isAsking: boolean
  /** A limit was the last that was heard. */
  isLimited: boolean
}

/**
 * Whoever changes the words is asked anew. Refused for the limit once more, they wait once more; answered, or refused for
 * something else, they are planned no longer: the same words later are another message.
 */
export function planGoesOn(plan: PlannedMessage | null, { draft, isAsking, isLimited }: Now): PlannedMessage | null {
  if (plan === null) return null
  if (isAsking) return plan.is === 'sent' ? plan : { ...plan, is: 'sent' }
  if (plan.text !== draft.trim() || (plan.is === 'sent' && !isLimited)) return null
  return plan.is === 'waiting' ? plan : { ...plan, is: 'waiting' }
}
