interface Frames {
  /** Calls back before the next paint and returns what cancels that; `requestAnimationFrame` in the browser. */
  next: (callback: () => void) => () => void
}

/** Collects what arrives between two frames and hands it over at once: one update of the page per frame, in order. */
export function createFrameBatch<T>(frames: Frames, flush: (items: T[]) => void) {
  let waiting: T[] = []
  let cancel: (() => void) | null = null

  function flushNow() {
    cancel?.()
    cancel = null
    if (waiting.length === 0) return
    const items = waiting
    waiting = []
    flush(items)
  }

  function add(item: T) {
    waiting.push(item)
    cancel ??= frames.next(flushNow)
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
}
