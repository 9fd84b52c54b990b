import { type Conversation, runningExchange } from './conversation.ts'

/** Longer answers are not read out unasked: they are on the page, under a heading. */
const READ_OUT_UP_TO_CHARS = 400

/**
 * What a screen reader says politely: that an answer is being written, then how it ended. It changes with the state, never
 * with a token; refusals are announced by their own alert.
 */
export function announcementOf(conversation: Conversation): string {
  if (runningExchange(conversation)) return 'Answering'
  const answer = conversation.exchanges.at(-1)?.answer
  if (!answer || conversation.refusal) return ''
  switch (answer.status) {
    case 'waiting':
    case 'writing':
      return 'Answering'
    case 'done':
      return answer.text.length <= READ_OUT_UP_TO_CHARS ? `Answer complete. ${answer.text}` : 'Answer complete.'
    case 'stopped':
      return 'Stopped'
    case 'failed':
      return 'Failed. The answer is not complete.'
    case 'incomplete':
      return 'The answer may be incomplete.'
  }
}
