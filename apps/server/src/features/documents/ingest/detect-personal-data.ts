import type { Finding, PersonalDataKind } from '@coco/shared/document-views'
import { findBirthDates } from './personal-data/birth-dates.ts'
import { findEmails } from './personal-data/emails.ts'
import { findIbans } from './personal-data/ibans.ts'
import { findNationalIds } from './personal-data/national-ids.ts'
import { findPaymentCards } from './personal-data/payment-cards.ts'
import { findPhones } from './personal-data/phones.ts'
import { findSalaries } from './personal-data/salaries.ts'
import { mask } from './personal-data/mask.ts'
import { createFreeSpans, type Match } from './personal-data/match.ts'
import { toPlainText } from './personal-data/plain-text.ts'

const EXAMPLES = 3

/** In this order: what is an IBAN is no phone number besides. */
const FINDERS: readonly (readonly [PersonalDataKind, (text: string) => Iterable<Match>])[] = [
  ['email', findEmails],
  ['iban', findIbans],
  ['payment_card', findPaymentCards],
  ['national_id', findNationalIds],
  ['date_of_birth', findBirthDates],
  ['salary', findSalaries],
  ['phone', findPhones],
]

/**
 * Kinds of personal data in a text, how often, and a few of each with most of it masked. By pattern and check digit only:
 * names and stories about people are not recognised, and what is found here may be something else. The time it takes grows
 * with the length of the text, whatever is in it.
 */
export function detectPersonalData(written: string): Finding[] {
  const text = toPlainText(written)
  const take = createFreeSpans(text.length)
  return FINDERS.flatMap(([kind, find]) => {
    const examples = new Set<string>()
    let count = 0
    for (const match of find(text)) {
      if (!take(match)) continue
      count++
      if (examples.size < EXAMPLES) examples.add(mask(text.slice(match.start, match.end)))
    }
    return count === 0 ? [] : [{ kind, count, examples: [...examples] }]
  })
}
