import { getEventListeners, setMaxListeners } from 'node:events'
import type { Background } from './background.ts'
import type { Clock } from './clock.ts'

/**
 * Signals that tell open readers that what they were let in for is over: at once for what happened in this process, within
 * a second for what another one did. Whoever listens to a signal (with `addEventListener`, as `withSignals` does, not
 * `AbortSignal.any`, which shows no listener) is a reader.
 */
export interface LiveSignals<Item> {
  /** @param item what is known of it now */
  signalFor(id: string, item: Item): AbortSignal
  end(ids: readonly string[]): void
  /** Looks no more. */
  close(): void
}

/** A second, less what a query takes. */
const LOOK_EVERY_MS = 750
/** One that nobody reads with for so long is forgotten: it may take a while from a call's beginning to its first event. */
const FORGET_MS = 120_000

/**
 * One question a look, for all that have open readers; nothing is asked when there are none.
 * @param deps.isOver what is known without asking
 * @param deps.findLive of these, those that are not over
 */
export function createLiveSignals<Item>(deps: {
  name: string
  isOver?: (item: Item) => boolean
  findLive: (read: ReadonlyMap<string, Item>) => Promise<ReadonlySet<string>>
  clock: Pick<Clock, 'monotonicMs' | 'after'>
  background: Background
}): LiveSignals<Item> {
  const { monotonicMs, after } = deps.clock
  const live = new Map<string, { item: Item; controller: AbortController; askedAtMs: number }>()
  let isLooking = false
  let cancelLook: (() => void) | null = null

  function signalFor(id: string, item: Item): AbortSignal {
    const { controller } = live.get(id) ?? { controller: newController() }
    live.set(id, { item, controller, askedAtMs: monotonicMs() })
    cancelLook ??= after(LOOK_EVERY_MS, look)
    return controller.signal
  }

  function end(ids: readonly string[]): void {
    for (const id of ids) {
      const entry = live.get(id)
      live.delete(id)
      entry?.controller.abort()
    }
  }

  function look(): void {
    const read = new Map<string, Item>()
    for (const [id, { item, controller, askedAtMs }] of live) {
      if (deps.isOver?.(item)) end([id])
      else if (getEventListeners(controller.signal, 'abort').length > 0) read.set(id, item)
      else if (monotonicMs() - askedAtMs > FORGET_MS) live.delete(id)
    }
    cancelLook = live.size > 0 ? after(LOOK_EVERY_MS, look) : null
    // One question at a time: a database that is ill gets no pile of them.
    if (read.size > 0 && !isLooking) deps.background.run(`open readers: ${deps.name}`, () => ask(read))
  }

  async function ask(read: ReadonlyMap<string, Item>): Promise<void> {
    isLooking = true
    try {
      const found = await deps.findLive(read)
      end([...read.keys()].filter((id) => !found.has(id)))
    } finally {
      isLooking = false
    }
  }

  function close(): void {
    cancelLook?.()
    live.clear()
  }

  return { signalFor, end, close }
}

function newController(): AbortController {
  const controller = new AbortController()
  // One listener for each open reader, however many there are.
  setMaxListeners(0, controller.signal)
  return controller
}
