import type { AppRouter } from '@coco/server/api'
import { TRPCClientError } from '@trpc/client'
import { currentLanguage } from '../words/language.ts'
import { failureOfError } from './failure.ts'
import { failureSentence } from './failure-sentence.ts'

/** Here the server knows more than its code says: which field, who is in the way, what would be lost. */
const SAYS_MORE = new Set(['forbidden', 'already_exists', 'invalid_input'])

/** A sentence in the language of the page, and one of the server's, which speaks English, for those who can read it. */
export interface TwoSentences {
  text: string
  english: string
}

/** Why a call that is not about a model did not work, for a person; null when it did. */
export function errorSentence(error: unknown): string | TwoSentences | null {
  if (error === null || error === undefined) return null
  const text = failureSentence(failureOfError(error))
  const coco = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data?.coco : undefined
  if (!coco || !SAYS_MORE.has(coco.code)) return text
  return currentLanguage() === 'en' ? coco.message : { text, english: coco.message }
}
