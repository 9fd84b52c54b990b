import { type Answer, isRunning } from './answer.ts'

/** Longer answers are not read out unasked: they are on the page, under a heading. */
const READ_OUT_UP_TO_CHARS = 400

/**
 * What a screen reader says politely of the last answer: that it is being written, then how it ended. It changes with the
 * state, never with a token; refusals are announced by their own alert.
 */
export function announcementOf(answer: Answer | null, isRefused: boolean): string {
  if (answer && isRunning(answer)) return 'Answering'
  if (!answer || isRefused) return ''
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
    case 'interrupted':
      return 'Interrupted. The answer is not complete.'
    case 'incomplete':
      return 'The answer may be incomplete.'
  }
}
