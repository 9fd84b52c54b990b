interface Frames {
  /** Calls back before the next paint and returns what cancels that; `requestAnimationFrame` in the browser. */
  next: (callback: () => void) => () => void
  /** Milliseconds that only ever grow. */
  now: () => number
}

/** An update that takes no longer than this leaves room for everything else in its frame. */
const CHEAP_MS = 8
/** After a dear one the page is left alone for this many times as long, so that typing never waits for long. */
const REST_FACTOR = 2

/**
 * Collects what arrives between two frames and hands it over at once: one update of the page per frame, in order. Where
 * updates take long there are fewer of them, with more in each.
 *
 * @param flush has updated the page when it returns; what it takes is measured
 */
export function createFrameBatch<T>(frames: Frames, flush: (items: T[]) => void) {
  let waiting: T[] = []
  let cancel: (() => void) | null = null
  let restUntilMs = Number.NEGATIVE_INFINITY

  function flushNow() {
    cancel?.()
    cancel = null
    if (waiting.length === 0) return
    const items = waiting
    waiting = []
    const startedMs = frames.now()
    flush(items)
    const endedMs = frames.now()
    const costMs = endedMs - startedMs
    restUntilMs = costMs > CHEAP_MS ? endedMs + costMs * REST_FACTOR : endedMs
  }

  function onFrame() {
    cancel = null
    if (frames.now() >= restUntilMs) flushNow()
    else cancel = frames.next(onFrame)
  }

  function add(item: T) {
    waiting.push(item)
    cancel ??= frames.next(onFrame)
  }

  function drop() {
    cancel?.()
    cancel = null
    waiting = []
  }

  return { add, flushNow, drop }
}

/** A hidden tab paints no frames, so there a timer takes their place and the answer is complete on return. */
export const browserFrames: Frames = {
  next(callback) {
    if (document.hidden) {
      const timer = setTimeout(callback, 100)
      return () => clearTimeout(timer)
    }
    const frame = requestAnimationFrame(callback)
    return () => cancelAnimationFrame(frame)
  },
  now: () => performance.now(),
}
