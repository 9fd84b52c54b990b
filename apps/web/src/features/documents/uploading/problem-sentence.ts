import type { Failure } from '../../../lib/failure.ts'
import { failureSentence } from '../../../lib/failure-sentence.ts'
import { uploads } from '../../../words/en/uploads.ts'
import { wordsOf } from '../../../words/language.ts'

/** Why a file did not come as far as the server's list. */
export function notSentSentence(failure: Failure): string {
  const { problems, tooManyWait, tooManyAtOnce } = wordsOf(uploads)
  // Elsewhere these are about a conversation, a page that is out of date, messages and answers.
  if (failure.code === 'payload_too_large') return problems.too_large
  if (failure.code === 'unsupported_media_type') return problems.type_not_supported
  if (failure.code === 'rate_limited') return tooManyWait
  if (failure.code === 'too_many_streams') return tooManyAtOnce
  return failureSentence(failure)
}
