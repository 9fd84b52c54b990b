import type { ValidationDetail } from './validation-detail.ts'

/** What a person can do about a body that `/v1/chat/stream` refused; programs read the details beside it. */
export function problemSentence(problems: readonly ValidationDetail[]): string {
  const first = problems[0]
  if (first?.type === 'json_invalid') return 'The body is not valid JSON.'
  if (first?.loc.join('.') === 'body') {
    if (first.type === 'value_error') return 'The body needs a "message" or "messages".'
    return 'The body must be a JSON object, sent with Content-Type: application/json.'
  }
  const fields = problems.map(({ loc }) => loc.slice(1).join('.') || loc.join('.'))
  return `Please correct: ${fields.join(', ')}.`
}
