import type { GenerationEvent } from '@coco/shared/generation-events'

export interface SequencedEvent {
  /** From 1, without gaps. */
  seq: number
  event: GenerationEvent
}

/** The events of one answer, numbered before anybody sees them. */
export interface GenerationLog {
  append(event: GenerationEvent): void
  /** Nothing more comes: listeners end once they have read everything. */
  end(): void
  /** At most so many. */
  readAfter(position: number, most?: number): readonly SequencedEvent[]
  isOver(): boolean
  /** What is appended from this call on, registered at once and not at the first pull. Holds no copy of its own. */
  listen(signal: AbortSignal): Listening
}

/** Whoever listens disposes of it in the end, read or not. */
export type Listening = AsyncIterable<SequencedEvent> & Disposable

/**
 * What a reader who has seen `position` is still owed, then everything as it comes. First reader, second tab and
 * reconnect are this one path.
 */
export async function* follow(
  log: GenerationLog,
  position: number,
  signal: AbortSignal,
): AsyncGenerator<SequencedEvent> {
  using live = log.listen(signal) // registers at once, before the read, or an event slips between
  for (const item of log.readAfter(position)) {
    if (signal.aborted) return
    yield item
    position = item.seq
  }
  for await (const item of live) if (item.seq > position) yield item
}

export function createGenerationLog(): GenerationLog {
  const events: SequencedEvent[] = []
  const listeners = new Set<() => void>()
  let isOver = false

  function tellAll(): void {
    for (const tell of listeners) tell()
  }

  function listen(signal: AbortSignal): Listening {
    let next = events.length
    let wake = () => {}
    const tell = () => wake()
    const leave = () => {
      listeners.delete(tell)
      signal.removeEventListener('abort', leave)
      wake()
    }
    listeners.add(tell)
    signal.addEventListener('abort', leave)
    if (signal.aborted) leave()

    async function* live() {
      while (listeners.has(tell)) {
        const item = events[next]
        if (item !== undefined) {
          next += 1
          yield item
        } else if (isOver) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    }
    return { [Symbol.asyncIterator]: live, [Symbol.dispose]: leave }
  }

  return {
    append(event) {
      events.push({ seq: events.length + 1, event })
      tellAll()
    },
    end() {
      isOver = true
      tellAll()
    },
    readAfter(position, most = Infinity) {
      const from = Math.max(0, position)
      return events.slice(from, from + most)
    },
    isOver: () => isOver,
    listen,
  }
}
