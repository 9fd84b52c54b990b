import type { AppRouter } from '@coco/server/api'
import { TRPCClientError } from '@trpc/client'
import { failureOfError } from './failure.ts'
import { failureSentence } from './failure-sentence.ts'

/** Here the server knows more than its code says: which field, who is in the way, what would be lost. */
const SAYS_MORE = new Set(['forbidden', 'already_exists', 'invalid_input'])

/** Why a call that is not about a model did not work, for a person; null when it did. */
export function errorSentence(error: unknown): string | null {
  if (error === null || error === undefined) return null
  const coco = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data?.coco : undefined
  if (coco && SAYS_MORE.has(coco.code)) return coco.message
  return failureSentence(failureOfError(error))
}
