import { getEventListeners, setMaxListeners } from 'node:events'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'

/** `person`: a bearer token proves somebody without a session. */
export type ProofKind = 'session' | 'person'

/**
 * Signals that tell open readers that what they were let in for is over: at once for what happened in this process, within
 * a second for what another one did. Whoever listens to a signal (with `addEventListener`, as `withSignals` does, not
 * `AbortSignal.any`, which shows no listener) is a reader.
 */
export interface LiveProofs {
  signalFor(kind: ProofKind, id: string): AbortSignal
  end(kind: ProofKind, ids: readonly string[]): void
  /** Looks no more. */
  close(): void
}

/** A second, less what a query takes. */
const LOOK_EVERY_MS = 750
/** A proof that nobody reads with for so long is forgotten: it may take a while from a call's beginning to its first event. */
const FORGET_MS = 120_000

/**
 * One query a look for all that have open readers; nothing is asked when there are none.
 * @param deps.findLive of these ids, those that still prove something
 */
export function createLiveProofs(deps: {
  findLive: Readonly<Record<ProofKind, (ids: readonly string[]) => Promise<ReadonlySet<string>>>>
  clock: Pick<Clock, 'monotonicMs' | 'after'>
  background: Background
}): LiveProofs {
  const { monotonicMs, after } = deps.clock
  const live = {
    session: new Map<string, { controller: AbortController; askedAtMs: number }>(),
    person: new Map<string, { controller: AbortController; askedAtMs: number }>(),
  }
  const looking = new Set<ProofKind>()
  let cancelLook: (() => void) | null = null

  function signalFor(kind: ProofKind, id: string): AbortSignal {
    const entry = live[kind].get(id) ?? { controller: newController(), askedAtMs: 0 }
    entry.askedAtMs = monotonicMs()
    live[kind].set(id, entry)
    cancelLook ??= after(LOOK_EVERY_MS, look)
    return entry.controller.signal
  }

  function end(kind: ProofKind, ids: readonly string[]): void {
    for (const id of ids) {
      const entry = live[kind].get(id)
      live[kind].delete(id)
      entry?.controller.abort()
    }
  }

  function look(): void {
    lookAt('session')
    lookAt('person')
    cancelLook = live.session.size + live.person.size > 0 ? after(LOOK_EVERY_MS, look) : null
  }

  function lookAt(kind: ProofKind): void {
    const read: string[] = []
    for (const [id, { controller, askedAtMs }] of live[kind]) {
      if (getEventListeners(controller.signal, 'abort').length > 0) read.push(id)
      else if (monotonicMs() - askedAtMs > FORGET_MS) live[kind].delete(id)
    }
    // One query at a time: a database that is ill gets no pile of them.
    if (read.length === 0 || looking.has(kind)) return
    looking.add(kind)
    deps.background.run(`open readers of each ${kind}`, async () => {
      try {
        const found = await deps.findLive[kind](read)
        end(
          kind,
          read.filter((id) => !found.has(id)),
        )
      } finally {
        looking.delete(kind)
      }
    })
  }

  function close(): void {
    cancelLook?.()
    live.session.clear()
    live.person.clear()
  }

  return { signalFor, end, close }
}

function newController(): AbortController {
  const controller = new AbortController()
  // One listener for each open reader, however many tabs there are.
  setMaxListeners(0, controller.signal)
  return controller
}
