import { errorSentence } from '../../lib/error-sentence.ts'
import { failureOfError } from '../../lib/failure.ts'
import { failureSentence } from '../../lib/failure-sentence.ts'
import { documents } from '../../words/en/documents.ts'
import { uploads } from '../../words/en/uploads.ts'
import { wordsOf } from '../../words/language.ts'

/** Why a search did not work. Elsewhere some of these are about messages and answers. */
export function searchSentence(error: unknown, tenant: string): string {
  const { tooOften, notSearched } = wordsOf(documents).found
  const failure = failureOfError(error)
  if (failure.code === 'rate_limited') return tooOften(tenant)
  if (failure.code === 'search_failed') return notSearched
  return failureSentence(failure, { tenant })
}

/** Why a text was not taken, or an upload not kept; null when it was. */
export function keepingSentence(error: unknown): ReturnType<typeof errorSentence> {
  if (error === null || error === undefined) return null
  const { tooManyWait, tooManyAtOnce } = wordsOf(uploads)
  const { code } = failureOfError(error)
  if (code === 'rate_limited') return tooManyWait
  if (code === 'too_many_streams') return tooManyAtOnce
  return errorSentence(error)
}
