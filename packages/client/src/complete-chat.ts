import type { DoneEvent, FinishReason, GenerationEvent } from './generation-event.ts'
import { CocoError } from './coco-error.ts'
import { toCocoError } from './to-coco-error.ts'

/** A whole answer. */
export interface Completion {
  text: string
  /** What a model that thinks aloud thought; empty for others. */
  reasoning: string
  finishReason: FinishReason
  /** Snowflake's usage object as it came; `{}` when there was none. */
  usage: DoneEvent['usage']
  model: string
  /** `coco_req_…`: how to speak about this answer. */
  id: string
}

/** Reads an answer to its end. Throws `CocoError` when it failed: a cut answer is never returned as complete. */
export async function collectCompletion(events: AsyncIterable<GenerationEvent>): Promise<Completion> {
  let text = ''
  let reasoning = ''
  let model = ''
  for await (const event of events) {
    switch (event.type) {
      case 'sources':
        // Only conversations are answered from documents.
        break
      case 'meta':
        model = event.model
        break
      case 'delta':
        text += event.content
        break
      case 'reasoning':
        reasoning += event.content
        break
      case 'done':
        return { text, reasoning, finishReason: event.finish_reason, usage: event.usage, model, id: event.id }
      case 'error':
        throw toCocoError(event)
    }
  }
  throw new CocoError('network', 'The answer ended without saying how.')
}
