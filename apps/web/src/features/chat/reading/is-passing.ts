import type { Failure } from '../../../lib/failure.ts'

/** What says that this person will not read this answer any more. */
const FINAL: readonly Failure['code'][] = ['not_found', 'not_signed_in', 'invalid_api_key', 'forbidden']

/** Whether an answer that could not be read at the moment may be read in the next. */
export function isPassing({ code }: Pick<Failure, 'code'>): boolean {
  return !FINAL.includes(code)
}
