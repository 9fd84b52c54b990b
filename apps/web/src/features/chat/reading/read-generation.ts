import type { GenerationEvent } from '@coco/shared/generation-events'

/** After this long without a word of the stream it is asked whether there is one. */
const SILENCE_MS = 3_000
/** How soon it is asked again when there was something, and how often whoever no stream reaches reads on. */
const STEP_MS = 1_000

export interface SequencedEvent {
  seq: number
  event: GenerationEvent
}

/** How the stream reports. */
export interface StreamListener {
  onEvent: (item: SequencedEvent) => void
  onConnection: (isLost: boolean) => void
  /** The server has said everything. */
  onStopped: () => void
  onError: (error: unknown) => void
}

interface Needs {
  /** Opens the stream behind this position; the returned function closes it. */
  subscribe: (position: number, listener: StreamListener) => () => void
  /** What there is behind this position, at once. */
  readOn: (position: number) => Promise<{ events: readonly SequencedEvent[]; hasMore: boolean; isOver: boolean }>
  /** Whether asking again after this error may help: it says nothing about the answer. */
  isPassing: (error: unknown) => boolean
}

interface Listener {
  onEvent: (item: SequencedEvent) => void
  /** How the events come: `cut` for none at the moment, `steps` when no stream gets through. */
  onLine: (line: Line) => void
  /** Nothing more comes. */
  onEnd: () => void
  onError: (error: unknown) => void
}

export type Line = 'stream' | 'cut' | 'steps'

/**
 * Reads one answer to its end. A line can be open and dead (after a sleep), or let nothing through before the end (a proxy
 * that collects): so a silent stream is checked by asking for what should have come. What is found that way is shown, and
 * when it happens twice the stream is opened anew; one that never brought anything is given up for reading in steps.
 */
export function readGeneration({ subscribe, readOn, isPassing }: Needs, listener: Listener) {
  let position = 0
  let hasStreamed = false
  let isInSteps = false
  /** How often in a row something was found that the stream should have brought. */
  let finds = 0
  let isAsking = false
  let isOver = false
  let closeStream = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  function open() {
    hasStreamed = false
    closeStream = subscribe(position, {
      onEvent(item) {
        hasStreamed = true
        finds = 0
        take(item)
        askIn(SILENCE_MS)
      },
      onConnection: (isLost) => listener.onLine(isLost ? 'cut' : 'stream'),
      onStopped: end,
      onError: fail,
    })
    askIn(SILENCE_MS)
  }

  function take(item: SequencedEvent) {
    if (isOver || item.seq <= position) return
    position = item.seq
    listener.onEvent(item)
  }

  function askIn(delayMs: number) {
    clearTimeout(timer)
    if (!isOver) timer = setTimeout(() => void ask(), delayMs)
  }

  async function ask() {
    if (isAsking || isOver) return
    isAsking = true
    const before = position
    try {
      let isNews = false
      for (let hasMore = true; hasMore; ) {
        const found = await readOn(position)
        if (isOver) return
        isNews ||= found.events.some(({ seq }) => seq > position)
        for (const item of found.events) take(item)
        if (found.isOver) return end()
        hasMore = found.hasMore && found.events.length > 0
      }
      isAsking = false
      if (isInSteps) listener.onLine('steps')
      else if (isNews && position > before) onFind()
    } catch (error) {
      isAsking = false
      if (isOver) return
      if (!isPassing(error)) return fail(error)
      if (isInSteps) listener.onLine('cut')
    }
    askIn(isInSteps || finds > 0 ? STEP_MS : SILENCE_MS)
  }

  /** Once can be chance: the stream may be just about to bring it. */
  function onFind() {
    finds += 1
    if (finds < 2) return
    finds = 0
    closeStream()
    if (hasStreamed) return open()
    isInSteps = true
    listener.onLine('steps')
  }

  function end() {
    if (isOver) return
    close()
    listener.onEnd()
  }

  function fail(error: unknown) {
    if (isOver) return
    close()
    listener.onError(error)
  }

  function close() {
    isOver = true
    clearTimeout(timer)
    closeStream()
  }

  open()
  return { close, askNow: () => void ask() }
}
