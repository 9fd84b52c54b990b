import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import { createLiveSignals } from '../../platform/live-signals.ts'

/** `person`: a bearer token proves somebody without a session. */
export type ProofKind = 'session' | 'person'

/** Signals that tell open readers that their session, or their account, is over. */
export interface LiveProofs {
  signalFor(kind: ProofKind, id: string): AbortSignal
  end(kind: ProofKind, ids: readonly string[]): void
  /** Looks no more. */
  close(): void
}

/** @param deps.findLive of these ids, those that still prove something */
export function createLiveProofs(deps: {
  findLive: Readonly<Record<ProofKind, (ids: readonly string[]) => Promise<ReadonlySet<string>>>>
  clock: Pick<Clock, 'monotonicMs' | 'after'>
  background: Background
}): LiveProofs {
  const { findLive, clock, background } = deps
  const signalsOf = (kind: ProofKind) =>
    createLiveSignals<null>({ name: kind, findLive: (read) => findLive[kind]([...read.keys()]), clock, background })
  const signals = { session: signalsOf('session'), person: signalsOf('person') }

  return {
    signalFor: (kind, id) => signals[kind].signalFor(id, null),
    end: (kind, ids) => signals[kind].end(ids),
    close() {
      signals.session.close()
      signals.person.close()
    },
  }
}
