import type { FailureEvent, GenerationEvent } from '@coco/shared/generation-events'
import type { Clock } from '../../../platform/clock.ts'
import type { StoredSource } from '../../../store/tables/conversation-tables.ts'
import { createCheckpoints } from './checkpoints.ts'
import { withoutNul } from './storable-text.ts'

/** What one run has written so far. */
export interface Written {
  content: string
  reasoning: string
  /** Which passages it was given: without what they say, which is read where it is. Null: none were looked for. */
  sources: readonly StoredSource[] | null
}

export interface AnswerKeeping {
  /** Stores the text so far. What it throws does no harm: the next one stores more. */
  checkpoint(written: Written): Promise<void>
  /** Stores the end. False when it could not be stored. Never throws. */
  finish(written: Written): Promise<boolean>
  requestId: string
  clock: Pick<Clock, 'after' | 'monotonicMs'>
}

/** A crash loses no more than this. */
const CHECKPOINT_EVERY_MS = 1_000

/**
 * Keeps an answer on its way to its readers. Text passes at once and is stored now and then; the last event passes only once
 * the whole is stored, so that whoever saw the end finds it. When it cannot be stored the last event says that.
 */
export async function* keepAnswer(
  events: AsyncIterable<GenerationEvent>,
  { checkpoint, finish, requestId, clock }: AnswerKeeping,
): AsyncGenerator<GenerationEvent> {
  const written: Written = { content: '', reasoning: '', sources: null }
  const write = () => checkpoint({ ...written })
  const checkpoints = createCheckpoints({ write, everyMs: CHECKPOINT_EVERY_MS, clock })
  let last: GenerationEvent | null = null
  for await (const event of events) {
    switch (event.type) {
      case 'meta':
        yield event
        break
      case 'sources': {
        written.sources = event.sources.map(({ number, documentId, position }) => ({ number, documentId, position }))
        checkpoints.changed()
        yield event
        break
      }
      case 'delta':
      case 'reasoning': {
        const content = withoutNul(event.content)
        written[event.type === 'delta' ? 'content' : 'reasoning'] += content
        checkpoints.changed()
        yield { type: event.type, content }
        break
      }
      case 'done':
      case 'error':
        last = event
    }
  }
  await checkpoints.close()
  const isSaved = await finish(written)
  // An answer that failed says why; that it could not be stored either is the smaller news.
  if (last?.type === 'error' || (isSaved && last !== null)) yield last
  else yield notSaved(requestId)
}

function notSaved(requestId: string): FailureEvent {
  return {
    type: 'error',
    code: 'store_unavailable',
    status_code: 503,
    message: 'The answer is here, but it could not be saved. Copy what you need before you reload.',
    request_id: requestId,
  }
}
