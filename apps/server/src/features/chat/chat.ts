import type { CompleteInput, StopInput, WatchInput } from '@coco/shared/chat-inputs'
import type { GenerationEvent } from '@coco/shared/generation-events'
import type { GenerationId } from '@coco/shared/ids'
import type { Viewer } from '../../trpc/viewer.ts'

export interface SequencedEvent {
  seq: number
  event: GenerationEvent
}

/** Starting, watching and stopping an answer. A foreign generation and one that never was get the same answer. */
export interface Chat {
  complete(by: { viewer: Viewer; requestId: string }, input: CompleteInput): Promise<{ generationId: GenerationId }>
  watch(viewer: Viewer, input: WatchInput, signal: AbortSignal | undefined): AsyncIterable<SequencedEvent>
  stop(viewer: Viewer, input: StopInput): Promise<{ stopped: boolean }>
}
