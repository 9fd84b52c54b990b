import type { Tenant } from '@coco/core/tenants/tenant'
import type { AnswerRules } from '@coco/shared/answer-parameters'
import type { GenerationId, TenantId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Logger } from '../../platform/logger.ts'
import type { WorkUnderWay } from '../../platform/work-under-way.ts'
import type { Doors, Insider, TenantTx } from '../../store/doors.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { type Answering, createAnswering } from './answering/answering.ts'
import { interruptLost } from './answering/interrupt-lost.ts'
import { interruptOrphans } from './answering/interrupt-orphans.ts'
import { createUntilSaved } from './answering/until-saved.ts'
import { createWriteAnswer } from './answering/write-answer.ts'
import { type Chat, createChat } from './chat.ts'
import { type AnswerLimits, createGenerations, type Owner } from './generation/generations.ts'
import { type AnswerFromPassages, createAnswerFromPassages } from './grounded/answer-from-passages.ts'
import type { PassageFinding } from './grounded/passage-finding.ts'
import { createPrepareGrounded } from './grounded/prepare-grounded.ts'
import {
  createRunGeneration,
  type GenerationRequest,
  type RunGeneration,
  type StreamChat,
} from './generation/run-generation.ts'
import { type Spent, toSpent } from './spent.ts'

/** Everything that answers: in conversations, for the typed client, and for the transport that streams by itself. */
export interface Answers {
  chat: Chat
  answering: Answering
  runGeneration: RunGeneration
  answerFromPassages: AnswerFromPassages
  /** One that is not there, or not theirs, is left alone. */
  stop(owner: Owner, id: GenerationId): void
  /** Stops all that are being written for this person or key, in whichever tenant; when they are over, and stored. */
  endOf(subject: string): Promise<void>
  /** Marks what a process that is gone left unfinished. Before anything is served. */
  recover(): Promise<void>
  /** The server ends: what the database does not take in one more try is lost, and said to be interrupted at the next start. */
  close(): void
}

export function createAnswers(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  streamChat: StreamChat
  tenants: { list(): readonly Tenant[]; get(id: TenantId): Tenant | undefined }
  requireModel: (
    by: { viewer: Viewer; requestId: string },
    model: string | undefined,
    defaultModel: string | null,
  ) => void
  /** What a tenant's admins have decided. */
  rulesOf: (viewer: Viewer) => Promise<AnswerRules>
  admit: (tenant: TenantId) => Promise<Pick<GenerationRequest, 'tenant' | 'credentials'> & { release: () => void }>
  takeReaderSlot: (tenant: TenantId) => () => void
  usage: {
    record(tx: TenantTx, owner: Owner, spent: Spent): Promise<void>
    recordLater(viewer: Insider, spent: Spent): void
  }
  recordModelDenied: (viewer: Viewer, about: { model: string; requestId: string }) => void
  limits: AnswerLimits
  /** Whether everybody may see the GRANT that would allow a refused model. */
  showsGrantsToAll: boolean
  /** The tenant's documents, for answers that are given from them. */
  passages: PassageFinding
  work: WorkUnderWay
  background: Background
  clock: Clock
  ids: Ids
  log: Logger
}): Answers {
  const { requireModel, rulesOf, admit, showsGrantsToAll, usage, background, clock, ids, log } = deps
  const { inTenant, asKeeper } = deps.doors
  const { now, monotonicMs, after } = clock
  const closing = new AbortController()
  const untilSaved = createUntilSaved({ clock, closing: closing.signal, background, log })

  const runGeneration = createRunGeneration({
    streamChat: deps.streamChat,
    answerLabel: ids.answerLabel,
    monotonicMs,
    log,
    onOutcome({ viewer, kind, model, requestId }, outcome) {
      if (outcome.errorCode === 'model_not_allowed') {
        deps.recordModelDenied(viewer, { model, requestId })
      }
      // What a conversation costs is stored with its answer.
      if (kind === 'chat' || outcome.answerLabel === null) return
      usage.recordLater(viewer, toSpent(outcome, { id: ids.uuid(), kind, at: new Date(now()), generationId: null }))
    },
  })
  const generations = createGenerations({ limits: deps.limits, newId: ids.uuid, after, background, work: deps.work })

  return {
    runGeneration,
    chat: createChat({
      requireModel,
      rulesOf,
      admit,
      takeReaderSlot: deps.takeReaderSlot,
      runGeneration,
      generations,
      showsGrantsToAll,
      readPassages: deps.passages.read,
      after,
    }),
    answering: createAnswering({
      requireModel,
      rulesOf,
      admit,
      getTenant: deps.tenants.get,
      generations,
      writeAnswer: createWriteAnswer({
        runGeneration,
        inTenant,
        untilSaved,
        async recordUsage(tx, { owner, told: { generationId } }, outcome, at) {
          if (outcome.answerLabel === null) return
          await usage.record(tx, owner, toSpent(outcome, { id: generationId, kind: 'chat', at, generationId }))
        },
        clock,
      }),
      prepareGrounded: createPrepareGrounded({ passages: deps.passages, newCode: ids.uuid }),
      inTenant,
      interruptLost(viewer, id) {
        const mark = () => inTenant(viewer, (tx) => interruptLost(tx, viewer, id, new Date(now())))
        background.run('marking a lost start', async () => void (await untilSaved(mark, async () => {})))
      },
      showsGrantsToAll,
      newId: ids.uuid,
      now,
    }),
    answerFromPassages: createAnswerFromPassages({
      requireModel,
      rulesOf,
      admit,
      runGeneration,
      showsGrantsToAll,
      begin: deps.work.begin,
      getDefaultModel: (id) => deps.tenants.get(id)?.defaultModel,
      newCode: ids.uuid,
    }),
    stop: (owner, id) => void generations.find(owner, id)?.stop(),
    endOf: generations.endOf,
    async recover() {
      const count = await interruptOrphans({ tenants: deps.tenants.list().map(({ id }) => id), asKeeper, now })
      if (count === 0) return
      log.warn({ count }, 'answers that were cut by the end of an earlier process are marked as interrupted')
    },
    close: () => closing.abort(),
  }
}
