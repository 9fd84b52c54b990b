import { type Circumstances, failures } from '../words/en/failures.ts'
import { wordsOf } from '../words/language.ts'
import type { Failure } from './failure.ts'

/** What happened, in one plain sentence in the language of the page; what is not known is left general. */
export function failureSentence(failure: Failure, about: Partial<Circumstances> = {}): string {
  const words = wordsOf(failures)
  const sentence = words.sentences[failure.code]
  if (typeof sentence === 'string') return sentence
  return sentence({ tenant: about.tenant ?? words.thisTenant, model: about.model ?? words.theModel })
}
