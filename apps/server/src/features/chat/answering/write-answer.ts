import type { GenerationEvent } from '@coco/shared/generation-events'
import type { Clock } from '../../../platform/clock.ts'
import type { Doors, TenantTx } from '../../../store/doors.ts'
import type { AnswerOutcome } from '../generation/answer-outcome.ts'
import type { BegunRun } from './begun-run.ts'
import { storeEnd, storeOver, storeText } from './end-rows.ts'
import { JOIN_WINDOW_MS, joinDeltas } from '../generation/join-deltas.ts'
import { keepAnswer } from './keep-answer.ts'
import type { GenerationRequest, RunGeneration } from '../generation/run-generation.ts'
import type { UntilSaved } from './until-saved.ts'

/** One answer in a conversation: run, joined, kept. */
export type WriteAnswer = (
  request: GenerationRequest,
  run: BegunRun,
  signal: AbortSignal,
) => AsyncIterable<GenerationEvent>

export function createWriteAnswer(deps: {
  runGeneration: RunGeneration
  inTenant: Doors['inTenant']
  untilSaved: UntilSaved
  /** In the transaction that stores the end. */
  recordUsage: (tx: TenantTx, run: BegunRun, outcome: AnswerOutcome, at: Date) => Promise<void>
  clock: Clock
}): WriteAnswer {
  const { inTenant, clock } = deps

  return function writeAnswer(request, run, signal) {
    const { viewer, requestId } = request
    let outcome: AnswerOutcome | null = null
    const events = deps.runGeneration({ ...request, onOutcome: (known) => (outcome = known) }, signal)
    return keepAnswer(joinDeltas(events, { windowMs: JOIN_WINDOW_MS, after: clock.after }), {
      requestId,
      clock,
      checkpoint: (written) => inTenant(viewer, (tx) => storeText(tx, run, written)),
      async finish(written) {
        const ended = outcome
        if (ended === null) return false
        const at = new Date(clock.now())
        const write = () =>
          inTenant(viewer, async (tx) => {
            await storeEnd(tx, run, written, ended, at)
            await deps.recordUsage(tx, run, ended, at)
          })
        return deps.untilSaved(write, () => inTenant(viewer, (tx) => storeOver(tx, run, at)))
      },
    })
  }
}
