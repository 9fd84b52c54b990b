import { writesThinking } from '@coco/core/cortex/split-think'
import { withPassages } from '@coco/shared/answer-sources'
import type { AnswerRules } from '@coco/shared/answer-parameters'
import type { CompleteInput, StopInput, WatchInput } from '@coco/shared/chat-inputs'
import type { GenerationId, TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock.ts'
import { withSignals } from '../../platform/with-signals.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { askedWith, requireNoInstructions, requireWithin } from './asked-with.ts'
import { buildChatBody } from './build-prompt.ts'
import { follow, type SequencedEvent } from './generation/generation-log.ts'
import type { Generation, Generations } from './generation/generations.ts'
import { JOIN_WINDOW_MS, joinDeltas } from './generation/join-deltas.ts'
import type { GenerationRequest, RunGeneration } from './generation/run-generation.ts'
import type { PassageFinding, Reader } from './grounded/passage-finding.ts'
import { requireSameTenant } from './same-tenant.ts'

/** How many events one call of `readOn` gives. */
const READ_ON_MAX = 2_000

/** Starting, watching and stopping an answer. A foreign generation and one that never was get the same answer. */
export interface Chat {
  /** @throws AppError invalid_input, tenant_changed, model_not_allowed; of the admission: rate_limited, too_many_streams, tenant_unavailable, shutting_down */
  complete(by: { viewer: Viewer; requestId: string }, input: CompleteInput): Promise<{ generationId: GenerationId }>
  /** @throws AppError not_found, too_many_streams; not_signed_in or invalid_api_key when the proof ends on the way */
  watch(by: Reader, input: WatchInput, signal: AbortSignal | undefined): AsyncIterable<SequencedEvent>
  /**
   * What `watch` would give at once, for whoever a stream does not reach; `hasMore` when that is more than fits in one call.
   *
   * @throws AppError not_found
   */
  readOn(
    by: Reader,
    input: WatchInput,
  ): Promise<{ events: readonly SequencedEvent[]; hasMore: boolean; isOver: boolean }>
  /** `stopped` is false when the answer had ended already. @throws AppError not_found */
  stop(viewer: Viewer, input: StopInput): { stopped: boolean }
}

export function createChat(deps: {
  /** @throws AppError model_not_allowed when the caller's own list refuses it */
  requireModel: (
    by: { viewer: Viewer; requestId: string },
    model: string | undefined,
    defaultModel: string | null,
  ) => void
  /** What the tenant's admins have decided. */
  rulesOf: (viewer: Viewer) => Promise<AnswerRules>
  admit: (tenant: TenantId) => Promise<Pick<GenerationRequest, 'tenant' | 'credentials'> & { release: () => void }>
  takeReaderSlot: (tenant: TenantId) => () => void
  runGeneration: RunGeneration
  generations: Generations
  /** Whether everybody may see the GRANT that would allow a refused model. */
  showsGrantsToAll: boolean
  /** What an answer's passages say, as far as the viewer may read them at this moment. */
  readPassages: PassageFinding['read']
  after: Clock['after']
}): Chat {
  async function complete({ viewer, requestId }: { viewer: Viewer; requestId: string }, input: CompleteInput) {
    requireSameTenant(viewer, input.writtenIn)
    const rules = await deps.rulesOf(viewer)
    requireWithin(rules, input)
    if (viewer.proof.kind === 'session') requireNoInstructions(rules, input.messages)
    deps.requireModel({ viewer, requestId }, input.model, rules.defaultModel)
    deps.generations.requireRoom()
    const { tenant, credentials, release } = await deps.admit(viewer.tenant)
    const body = buildChatBody(askedWith(tenant, rules, input), input.messages)
    const maySeeGrants = deps.showsGrantsToAll || viewer.permissions.has('see_grants')
    const { model } = body
    const splitsThinking = writesThinking(model)
    const request = {
      viewer,
      kind: 'complete' as const,
      tenant,
      credentials,
      requestId,
      body,
      model,
      maySeeGrants,
      splitsThinking,
    }
    const run = (signal: AbortSignal) =>
      joinDeltas(deps.runGeneration(request, signal), { windowMs: JOIN_WINDOW_MS, after: deps.after })
    return { generationId: deps.generations.begin(viewer, { needsReader: true }).run(run, release).id }
  }

  async function* watch(by: Reader, input: WatchInput, signal: AbortSignal | undefined) {
    const { viewer } = by
    const generation = requireOwn(viewer, input.generationId)
    const releaseSlot = deps.takeReaderSlot(viewer.tenant)
    const leave = generation.enter()
    const reading = withSignals(viewer.ended, signal)
    try {
      for await (const item of follow(generation.log, Number(input.lastEventId ?? 0), reading.signal)) {
        yield item.event.type === 'sources' ? await asReadBy(by, item) : item
      }
      if (viewer.ended.aborted) throw proofEnded(viewer)
    } finally {
      reading.release()
      leave()
      releaseSlot()
    }
  }

  async function readOn(by: Reader, { generationId, lastEventId }: WatchInput) {
    const { log } = requireOwn(by.viewer, generationId)
    const found = log.readAfter(Number(lastEventId ?? 0), READ_ON_MAX + 1)
    const hasMore = found.length > READ_ON_MAX
    const isOver = log.isOver() && !hasMore
    const events: SequencedEvent[] = []
    // Not awaited where nothing is looked up: most of them are words.
    for (const item of found.slice(0, READ_ON_MAX)) {
      events.push(item.event.type === 'sources' ? await asReadBy(by, item) : item)
    }
    return { events, hasMore, isOver }
  }

  /** Kept are keys of passages alone: what they say may be another reader's, or gone, by the time that it is read. */
  async function asReadBy(by: Reader, { seq, event }: SequencedEvent): Promise<SequencedEvent> {
    if (event.type !== 'sources') return { seq, event }
    const sources = await withPassages(event.sources, (keys) => deps.readPassages(by, keys))
    return { seq, event: { type: 'sources', sources } }
  }

  function stop(viewer: Viewer, { generationId }: StopInput) {
    return { stopped: requireOwn(viewer, generationId).stop() }
  }

  function requireOwn(viewer: Viewer, id: GenerationId): Generation {
    const generation = deps.generations.find(viewer, id)
    if (generation === null) throw new AppError('not_found', 'There is no such answer. It may have expired.')
    return generation
  }

  return { complete, watch, readOn, stop }
}

function proofEnded({ proof }: Viewer): AppError {
  return proof.kind === 'api_key'
    ? new AppError('invalid_api_key', 'The API key was revoked or has expired.')
    : new AppError('not_signed_in', 'Your session has ended. Please sign in again.')
}
