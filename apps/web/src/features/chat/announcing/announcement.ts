import { thread } from '../../../words/en/thread.ts'
import { wordsOf } from '../../../words/language.ts'
import { type Answer, isRunning } from '../state/answer.ts'
import { shownText } from '../state/shown-text.ts'
import type { Reply } from '../state/thread.ts'
import { sentencesReady } from './sentences-ready.ts'

/** How a reader wants to hear an answer: its sentences as they come, all of it at its end, or that it has ended. */
export type Announce = 'sentences' | 'whole' | 'end'

/** For those who want to hear the end: longer answers are on the page, under a heading. */
const READ_OUT_UP_TO_CHARS = 400

export interface Told {
  /** What is said politely at the moment. */
  text: string
  /** The answer that is being told, while it is being written; null for none. */
  key: string | null
  /** Up to where it is told. */
  until: number
}

export const NOTHING_TOLD: Told = { text: '', key: null, until: 0 }

/**
 * What a screen reader is told of the last answer after what it was told before: that it is being written, its sentences for
 * those who want them, and how it ended. Never a token; nothing of an answer that was there already; refusals are left to
 * their own alert. The same answer again changes nothing.
 */
export function tell(told: Told, reply: Reply | null, isRefused: boolean, announce: Announce): Told {
  if (reply === null || isRefused) return told.text === '' && told.key === null ? told : NOTHING_TOLD
  const { answer, key } = reply
  const text = shownText(answer)
  if (isRunning(answer)) {
    if (told.key !== key) return { text: wordsOf(thread).announced.answering, key, until: text.length }
    if (announce !== 'sentences') return told
    const { sentences, until } = sentencesReady(text, told.until, false)
    return sentences.length === 0 ? told : { text: sentences.join(' '), key, until }
  }
  if (told.key !== key) return told.key === null ? told : NOTHING_TOLD
  return { text: ending(answer, told.until, announce), key: null, until: 0 }
}

function ending(answer: Answer, until: number, announce: Announce): string {
  const words = wordsOf(thread).announced
  const whole = shownText(answer)
  const rest = announce === 'sentences' ? `${sentencesReady(whole, until, true).sentences.join(' ')} `.trimStart() : ''
  switch (answer.status) {
    case 'waiting':
    case 'writing':
      return words.answering
    case 'done': {
      if (announce === 'sentences') return rest + words.complete
      const isReadOut = announce === 'whole' || whole.length <= READ_OUT_UP_TO_CHARS
      const text = isReadOut ? sentencesReady(whole, 0, true).sentences.join(' ') : ''
      return text === '' ? words.complete : words.completeWith(text)
    }
    case 'stopped':
      return words.stopped
    case 'failed':
      return rest + words.failed
    case 'interrupted':
      return rest + words.interrupted
    case 'incomplete':
      return rest + words.incomplete
  }
}
