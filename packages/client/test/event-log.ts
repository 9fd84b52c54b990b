import { EventEmitter, once } from 'node:events'
import type { GenerationEvent } from '@coco/shared/generation-events'

/** Numbered events that readers follow from a position, to the one that is last. */
export class EventLog {
  readonly #events: GenerationEvent[]
  readonly #appended = new EventEmitter().setMaxListeners(0)

  constructor(events: readonly GenerationEvent[]) {
    this.#events = [...events]
  }

  append(event: GenerationEvent) {
    this.#events.push(event)
    this.#appended.emit('event')
  }

  async *follow(position: number, signal: AbortSignal | undefined) {
    for (let seq = position + 1; ; seq += 1) {
      if (seq > this.#events.length) await once(this.#appended, 'event', signal ? { signal } : {})
      const event = this.#events[seq - 1]
      if (!event) return
      yield { seq, event }
      if (event.type === 'done' || event.type === 'error') return
    }
  }
}
