import { writesThinking } from '@coco/core/cortex/split-think'
import type { Tenant } from '@coco/core/tenants/tenant'
import type { AnswerRules } from '@coco/shared/answer-parameters'
import type { ContinueInput, RegenerateInput, SendInput, SetParametersInput } from '@coco/shared/conversation-inputs'
import type { StartedAnswer } from '@coco/shared/conversation-views'
import type { GenerationId, TenantId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../../../platform/database/violation.ts'
import type { Doors, TenantTx } from '../../../store/doors.ts'
import type { CallSource } from '../../../trpc/call-source.ts'
import type { Viewer } from '../../../trpc/viewer.ts'
import { askedWith, requireWithin, toUsed } from '../asked-with.ts'
import { buildConversationBody } from '../build-prompt.ts'
import type { BegunGeneration, Generations } from '../generation/generations.ts'
import { FENCE_BYTES_MAX } from '../grounded/fence-passages.ts'
import { type Ground, groundOf } from '../grounded/ground.ts'
import type { PrepareGrounded } from '../grounded/prepare-grounded.ts'
import { hashAsk } from './hash-ask.ts'
import { notThere, placeContinued, placeQuestion, placeRegenerated } from './place-ask.ts'
import type { PlacedAsk } from './placed-ask.ts'
import type { GenerationRequest } from '../generation/run-generation.ts'
import { requireSameTenant } from '../same-tenant.ts'
import { storeParameters } from './set-parameters.ts'
import { findRepeated, storeStart } from './start-rows.ts'
import type { WriteAnswer } from './write-answer.ts'

export interface Asker {
  viewer: Viewer
  source: CallSource
  requestId: string
}

/**
 * Starting answers in conversations. The same idempotency key with the same input is the same answer, however often and
 * however simultaneously it comes. All that can be refused is refused before anything is stored.
 *
 * @throws AppError tenant_changed, not_found, invalid_input, idempotency_conflict, model_not_allowed, payload_too_large,
 *   store_unavailable; of the admission: rate_limited, too_many_streams, tenant_unavailable, shutting_down
 */
export interface Answering {
  send(by: Asker, input: SendInput): Promise<StartedAnswer>
  regenerate(by: Asker, input: RegenerateInput): Promise<StartedAnswer>
  continue(by: Asker, input: ContinueInput): Promise<StartedAnswer>
  /** For all further answers of the conversation. @throws AppError not_found; invalid_input beyond the tenant's bounds */
  setParameters(viewer: Viewer, input: SetParametersInput): Promise<SetParametersInput>
}

type Ask = Pick<SendInput, 'model' | 'maxTokens' | 'temperature' | 'idempotencyKey' | 'writtenIn'>

export function createAnswering(deps: {
  requireModel: (by: Asker, model: string | undefined, defaultModel: string | null) => void
  /** What the tenant's admins have decided. */
  rulesOf: (viewer: Viewer) => Promise<AnswerRules>
  admit: (tenant: TenantId) => Promise<Pick<GenerationRequest, 'tenant' | 'credentials'> & { release: () => void }>
  getTenant: (id: TenantId) => Tenant | undefined
  generations: Pick<Generations, 'requireRoom' | 'begin'>
  writeAnswer: WriteAnswer
  prepareGrounded: PrepareGrounded
  inTenant: Doors['inTenant']
  /** The start of this run may be stored or not: nobody heard. It runs nowhere. */
  interruptLost: (viewer: Viewer, id: GenerationId) => void
  showsGrantsToAll: boolean
  newId: () => string
  now: () => number
}): Answering {
  /** Calls that have not been answered yet, so that their twins wait for them and cost nothing. */
  const pending = new Map<string, { inputHash: string; started: Promise<StartedAnswer> }>()

  async function start(by: Asker, ask: Ask, inputHash: string, place: (tx: TenantTx) => Promise<PlacedAsk>) {
    requireSameTenant(by.viewer, ask.writtenIn)
    const { tenant, subject } = by.viewer
    const key = `${tenant} ${subject} ${ask.idempotencyKey}`
    const twin = pending.get(key)
    if (twin !== undefined) {
      requireSameInput(twin, inputHash)
      return twin.started
    }
    const started = startFirst(by, ask, inputHash, place).finally(() => pending.delete(key))
    pending.set(key, { inputHash, started })
    return started
  }

  async function startFirst(
    by: Asker,
    ask: Ask,
    inputHash: string,
    place: (tx: TenantTx) => Promise<PlacedAsk>,
  ): Promise<StartedAnswer> {
    const { viewer } = by
    const found = await deps.inTenant(viewer, async (tx) => {
      const repeated = await findRepeated(tx, viewer, ask.idempotencyKey)
      return repeated ?? place(tx)
    })
    if ('told' in found) return requireSameInput(found, inputHash).told
    const rules = await deps.rulesOf(viewer)
    if (isNew(found)) requireWithin(rules, found.parameters)
    deps.requireModel(by, ask.model, rules.defaultModel)
    // Before it counts against the limit; who the tenant is says the admission.
    const expected = deps.getTenant(viewer.tenant)
    if (expected !== undefined) {
      buildConversationBody(askedWith(expected, rules, ask, found.parameters), found.turns, roomFor(groundOf(found)))
    }
    deps.generations.requireRoom()
    const admitted = await deps.admit(viewer.tenant)
    const begun = deps.generations.begin(viewer, { needsReader: false })
    try {
      return await store(by, ask, inputHash, { placed: found, rules, admitted, begun })
    } catch (error) {
      begun.abandon()
      admitted.release()
      if (error instanceof AppError && error.code === 'store_unavailable') deps.interruptLost(viewer, begun.id)
      // What it answers was deleted in this moment.
      if (isForeignKeyViolation(error)) throw notThere()
      const repeated = isUniqueViolation(error) ? await findTwin(viewer, ask) : null
      if (repeated !== null) return requireSameInput(repeated, inputHash).told
      throw error
    }
  }

  async function store(
    by: Asker,
    ask: Ask,
    inputHash: string,
    {
      placed,
      rules,
      admitted,
      begun,
    }: {
      placed: PlacedAsk
      rules: AnswerRules
      admitted: Awaited<ReturnType<typeof deps.admit>>
      begun: BegunGeneration
    },
  ): Promise<StartedAnswer> {
    const { viewer, requestId } = by
    const { tenant, credentials, release } = admitted
    const asked = askedWith(tenant, rules, ask, placed.parameters)
    const ground = groundOf(placed)
    const { turns } = placed
    const body = buildConversationBody(asked, turns, roomFor(ground))
    const { model } = body
    const { idempotencyKey } = ask
    const at = new Date(deps.now())
    const used = toUsed(asked)
    const row = { placed, generationId: begun.id, idempotencyKey, inputHash, model, used, requestId, at }
    const told = await deps.inTenant(viewer, (tx) => storeStart(tx, viewer, row, deps.newId))
    const maySeeGrants = deps.showsGrantsToAll || viewer.permissions.has('see_grants')
    const splitsThinking = writesThinking(model)
    const about = { viewer, kind: 'chat' as const, tenant, credentials, requestId, body, model }
    const prepare = ground === null ? undefined : deps.prepareGrounded(by, ground, { asked, turns })
    const request = { ...about, maySeeGrants, splitsThinking, prepare }
    begun.run((signal) => deps.writeAnswer(request, { owner: viewer, placed, told }, signal), release)
    return told
  }

  function findTwin(viewer: Viewer, { idempotencyKey }: Ask) {
    return deps.inTenant(viewer, (tx) => findRepeated(tx, viewer, idempotencyKey))
  }

  return {
    send: (by, input) =>
      start(by, input, hashAsk('send', input), (tx) => placeQuestion(tx, by.viewer, input, deps.newId)),
    regenerate: (by, input) =>
      start(by, input, hashAsk('regenerate', input), (tx) => placeRegenerated(tx, by.viewer, input)),
    continue: (by, input) => start(by, input, hashAsk('continue', input), (tx) => placeContinued(tx, by.viewer, input)),
    async setParameters(viewer, input) {
      const rules = await deps.rulesOf(viewer)
      const at = new Date(deps.now())
      await deps.inTenant(viewer, (tx) => storeParameters(tx, viewer, input, { rules, at }))
      return input
    },
  }
}

const roomFor = (ground: Ground | null) => (ground === null ? 0 : FENCE_BYTES_MAX)

const isNew = (placed: PlacedAsk) => placed.kind === 'send' && placed.isNewConversation

function requireSameInput<T extends { inputHash: string | null }>(first: T, inputHash: string): T {
  if (first.inputHash === inputHash) return first
  throw new AppError('idempotency_conflict', 'This idempotency key was used for another message already.')
}
