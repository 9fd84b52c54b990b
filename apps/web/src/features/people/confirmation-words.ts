import { people } from '../../words/en/people.ts'
import { wordsOf } from '../../words/language.ts'

/** What is done to somebody after one more question. */
export type ConfirmedAction = 'reset_link' | 'deactivate' | 'reactivate' | 'remove'

/** The question by name, what the answer will do, and what is told once it is done. */
export function confirmationWords(action: ConfirmedAction, name: string, tenantName: string) {
  const words = wordsOf(people)[action]
  return {
    title: words.title(name, tenantName),
    effect: words.effect(name, tenantName),
    button: words.button(name),
    outcome: words.outcome(name, tenantName),
  }
}
