import { failureSentence } from '../../../lib/failure-sentence.ts'
import { uploads } from '../../../words/en/uploads.ts'
import { wordsOf } from '../../../words/language.ts'
import type { NotSentCode } from './send-file.ts'

/** Why a file did not come as far as the server's list. */
export function notSentSentence(code: NotSentCode): string {
  const { problems, folder, unreadable, tooManyWait, tooManyAtOnce } = wordsOf(uploads)
  if (code === 'folder') return folder
  if (code === 'unreadable') return unreadable
  // Elsewhere these are about a conversation, a page that is out of date, messages and answers.
  if (code === 'payload_too_large') return problems.too_large
  if (code === 'unsupported_media_type') return problems.type_not_supported
  if (code === 'rate_limited') return tooManyWait
  if (code === 'too_many_streams') return tooManyAtOnce
  return failureSentence({ ...SILENT, code })
}

/** The same file ends the same. */
export const isFinal = (code: NotSentCode) =>
  code === 'folder' || code === 'payload_too_large' || code === 'unsupported_media_type'

const SILENT = { requestId: null, retryAfterMs: null, limit: null, fix: null }
