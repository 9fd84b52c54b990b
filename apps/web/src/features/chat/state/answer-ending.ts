import { failureSentence } from '../../../lib/failure-sentence.ts'
import type { Answer } from './answer.ts'

/** How an answer ended when that is worth a word; null for one that is complete, or still being written. */
export function endingOf(answer: Answer, tenant: string): string | null {
  switch (answer.status) {
    case 'waiting':
    case 'writing':
      return null
    case 'stopped':
      return answer.text === '' ? 'Stopped before the first word' : 'Stopped'
    case 'interrupted':
      return 'Interrupted: the server ended while this was being written. What is here may not be all.'
    case 'incomplete':
      return 'The connection ended early: this answer may be incomplete.'
    case 'failed':
      if (answer.failure.code === 'store_unavailable') return NOT_SAVED
      return `${failureSentence(answer.failure, { tenant, model: answer.model })} What is here may not be all.`
    case 'done':
      return endingOfFinished(answer)
  }
}

const NOT_SAVED = 'This answer could not be saved. Copy what you need of it before you reload the page.'

function endingOfFinished(answer: Answer & { status: 'done' }): string | null {
  switch (answer.finish) {
    case 'stop':
    case 'unknown':
    case 'tool_calls':
      return answer.text === '' ? `${answer.model} ended without writing anything.` : null
    case 'length':
      return 'This answer reached its longest allowed length and was cut.'
    case 'content_filter':
      return 'The model’s content filter ended this answer.'
    case 'stopped':
      return 'Stopped'
  }
}
