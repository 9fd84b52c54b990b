import type { Clock } from '../../../platform/clock.ts'

/** Writes down what changes, at most once in a while, one write at a time. */
export interface Checkpoints {
  /** There is something new. */
  changed(): void
  /** No more of them; when the one under way has ended. */
  close(): Promise<void>
}

/**
 * @param deps.write takes the state as it is when it is called. When it fails, what it should have written is new still
 * @param deps.everyMs the first comes so long after the start at the earliest: most answers are over by then
 */
export function createCheckpoints(deps: {
  write: () => Promise<void>
  everyMs: number
  clock: Pick<Clock, 'after' | 'monotonicMs'>
}): Checkpoints {
  let isNew = false
  let isOver = false
  let lastMs = deps.clock.monotonicMs()
  let writing: Promise<void> | null = null
  let cancel: (() => void) | null = null

  function changed(): void {
    isNew = true
    plan()
  }

  function plan(): void {
    if (!isNew || isOver || writing !== null || cancel !== null) return
    const waitMs = lastMs + deps.everyMs - deps.clock.monotonicMs()
    if (waitMs <= 0) return begin()
    cancel = deps.clock.after(waitMs, () => {
      cancel = null
      begin()
    })
  }

  function begin(): void {
    isNew = false
    lastMs = deps.clock.monotonicMs()
    writing = deps
      .write()
      .catch(() => void (isNew = true))
      .finally(() => {
        writing = null
        plan()
      })
  }

  async function close(): Promise<void> {
    isOver = true
    cancel?.()
    await writing
  }

  return { changed, close }
}
