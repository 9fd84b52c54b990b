import { failureSentence } from '../../../lib/failure-sentence.ts'
import { thread } from '../../../words/en/thread.ts'
import { wordsOf } from '../../../words/language.ts'
import type { Answer } from './answer.ts'

/** How an answer ended when that is worth a word; null for one that is complete, or still being written. */
export function endingOf(answer: Answer, tenant: string): string | null {
  const words = wordsOf(thread).ending
  switch (answer.status) {
    case 'waiting':
    case 'writing':
      return null
    case 'stopped':
      return answer.text === '' ? words.stoppedEarly : words.stopped
    case 'interrupted':
      return words.interrupted
    case 'incomplete':
      return words.incomplete
    case 'failed':
      if (answer.failure.code === 'store_unavailable') return words.notSaved
      return words.mayNotBeAll(failureSentence(answer.failure, { tenant, model: answer.model }))
    case 'done':
      return endingOfFinished(answer)
  }
}

function endingOfFinished(answer: Answer & { status: 'done' }): string | null {
  const words = wordsOf(thread).ending
  switch (answer.finish) {
    case 'stop':
    case 'unknown':
    case 'tool_calls':
      return answer.text === '' ? words.empty(answer.model) : null
    case 'length':
      return words.length
    case 'content_filter':
      return words.contentFilter
    case 'stopped':
      return words.stopped
  }
}
