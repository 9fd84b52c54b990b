import { type CortexClient, createCortexClient } from '@coco/core/cortex/cortex-client'
import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { openTenantRegistry } from '@coco/core/tenants/tenant-registry'
import type { SignInProblem } from '@coco/shared/sign-in-problems'
import { join } from 'node:path'
import { createAppMetrics } from './app-metrics.ts'
import { createAppRouter } from './app-router.ts'
import { type Config, isPrivate } from './config/config.ts'
import type { Secrets } from './config/secrets.ts'
import type { ServerStore } from './store/open-store.ts'
import { createKeysOfTenants } from './features/api-keys/keys-of-tenants.ts'
import { createAudit } from './features/audit/audit.ts'
import { AnswerEnded } from './features/chat/generation/answer-ended.ts'
import type { AnswerOutcome } from './features/chat/generation/answer-outcome.ts'
import { createAnswering } from './features/chat/answering/answering.ts'
import { createChat } from './features/chat/chat.ts'
import { createGenerations } from './features/chat/generation/generations.ts'
import { interruptLost } from './features/chat/answering/interrupt-lost.ts'
import { interruptOrphans } from './features/chat/answering/interrupt-orphans.ts'
import { loggableModel } from './features/chat/generation/loggable-model.ts'
import { createRunGeneration } from './features/chat/generation/run-generation.ts'
import { createUntilSaved } from './features/chat/answering/until-saved.ts'
import { createWriteAnswer } from './features/chat/answering/write-answer.ts'
import { createConversations } from './features/conversations/conversations.ts'
import { toEmailKey } from './features/identity/email-key.ts'
import { createIdentity } from './features/identity/identity.ts'
import { makeLink, voidInvitations, voidLinks } from './features/identity/link-store.ts'
import { membershipsOf } from './features/identity/person-store.ts'
import { permissionsOf } from './features/identity/roles.ts'
import { endSessions } from './features/identity/session-store.ts'
import { createIdentify } from './features/identity/viewer.ts'
import { createErasure } from './features/housekeeping/erasure.ts'
import { createRetention } from './features/housekeeping/retention.ts'
import { createModels } from './features/models/models.ts'
import { createOidc } from './features/oidc/oidc.ts'
import { createPeopleAndAccounts } from './features/people/people-and-accounts.ts'
import { createAdmission } from './features/tenants/admission.ts'
import { createRateLimit } from './features/tenants/rate-limit.ts'
import { createRequireModel } from './features/tenants/require-model.ts'
import { createStreamSlots } from './features/tenants/stream-slots.ts'
import { createTenantSettings } from './features/tenants/tenant-settings.ts'
import { createTenants } from './features/tenants/tenants.ts'
import { createUsage } from './features/usage/usage.ts'
import { createBackground } from './platform/background.ts'
import type { Clock } from './platform/clock.ts'
import type { Ids } from './platform/ids.ts'
import type { Logger } from './platform/logger.ts'
import { createMetrics } from './platform/metrics.ts'
import { rememberBriefly } from './platform/remember-briefly.ts'
import { createWorkUnderWay } from './platform/work-under-way.ts'
import { auditOrigin } from './trpc/audit-origin.ts'
import type { CallSource } from './trpc/call-source.ts'
import { createProcedures } from './trpc/procedures.ts'

export interface Platform {
  clock: Clock
  ids: Ids
  log: Logger
}

export type App = ReturnType<typeof createApp>

/** Every part of the server but HTTP, put together. */
export function createApp(config: Config, secrets: Secrets, store: ServerStore, { clock, ids, log }: Platform) {
  const { after, monotonicMs } = clock
  const { limits } = config
  const work = createWorkUnderWay()
  const background = createBackground(log)
  const audit = createAudit({ doors: store.doors, clock, background })
  const recordAudit = audit.record
  let isDraining = false

  const registry = openTenantRegistry({
    folder: config.folder,
    settings: config.settings,
    onProblem: (error) => log.error({ err: error }, 'the changed tenants file is not used; the last good one is'),
  })
  const tenants = createTenants({
    registry,
    createCredentials: (tenant) =>
      createJwtFactory({
        account: config.snowflake.account,
        user: tenant.snowflake.user,
        privateKey: tenant.snowflake.privateKey,
        now: clock.now,
        monotonicNow: monotonicMs,
        onProblem: (error) =>
          log.error({ err: error, tenant: tenant.id }, 'the replaced key is not used; the last good one is'),
      }),
    log,
  })

  const metrics = createAppMetrics(createMetrics(), { monotonicMs })
  const cortex = metrics.watchCortex(createCortex(config, clock, log))
  const rateLimit = createRateLimit({
    requestsPerMinute: (tenant) => tenants.get(tenant)?.limits.requestsPerMinute ?? 0,
    monotonicMs,
  })
  const answerSlots = createStreamSlots(limits.streams)
  const readerSlots = createStreamSlots(limits.streams)
  const admission = createAdmission({
    tenants,
    rateLimit,
    slots: answerSlots,
    isDraining: () => isDraining,
  })

  const keys = createKeysOfTenants({
    doors: store.doors,
    recordAudit,
    permissionsOf,
    // Everybody knows them: they count only where nobody else can come from.
    acceptsPublicKeys: isPrivate(config),
    hasTenant: (tenant) => tenants.get(tenant) !== undefined,
    newId: ids.uuid,
    clock,
    background,
  })
  const identity = createIdentity({
    doors: store.doors,
    recordAudit,
    recordRefusal: audit.recordRefusal,
    clock,
    background,
    log,
    tenants: tenants.list,
    isLocal: config.mode === 'local',
    provider: config.oidc && { name: config.oidc.name, path: '/auth/oidc/start' },
    sessionSecret: secrets.session,
    instanceId: secrets.instanceId,
    maxSessionsPerPerson: limits.maxSessionsPerPerson,
    folder: join(config.dataDir, 'server'),
    newId: ids.uuid,
  })
  const oidc =
    config.oidc &&
    createOidc({
      doors: store.doors,
      recordAudit,
      toEmailKey,
      fetch,
      clock,
      log,
      settings: config.oidc,
      secret: secrets.session,
      hasTenant: (tenant) => tenants.get(tenant) !== undefined,
      personSignal: identity.signalForPerson,
      newId: ids.uuid,
    })
  const identify = createIdentify({
    sessions: identity.sessions,
    findApiKey: keys.find,
    findBearer: oidc?.findBearer ?? (async () => null),
    onRefused({ address, requestId }, { code }) {
      const action = 'credential_refused'
      audit.recordRefusal(null, { action, actor: NOBODY, address, requestId, details: { code } })
    },
  })
  const { people, accounts } = createPeopleAndAccounts({
    doors: store.doors,
    recordAudit,
    identity: { ...identity, toEmailKey, membershipsOf, makeLink, voidLinks, voidInvitations, endSessions },
    erasePersonData: createErasure({ doors: store.doors, recordAudit }).erasePersonData,
    newId: ids.uuid,
  })

  const usage = createUsage({ inTenant: store.doors.inTenant, background })
  const runGeneration = createRunGeneration({
    streamChat: cortex.streamChat,
    answerLabel: ids.answerLabel,
    monotonicMs,
    log,
    onOutcome({ viewer, kind, model, requestId }, outcome) {
      if (outcome.errorCode === 'model_not_allowed') {
        audit.recordModelDenied(viewer, { model: loggableModel(model), requestId })
      }
      // What a conversation costs is stored with its answer.
      if (kind !== 'chat' && outcome.answerLabel !== null) {
        usage.recordLater(viewer, {
          ...toSpent(outcome),
          kind,
          id: ids.uuid(),
          at: new Date(clock.now()),
          generationId: null,
        })
      }
    },
  })
  const showsGrantsToAll = config.mode === 'local'
  const requireModel = createRequireModel({
    getTenant: tenants.get,
    onDenied: ({ viewer, requestId }, model) =>
      audit.recordModelDenied(viewer, { model: loggableModel(model), requestId }),
  })
  const generations = createGenerations({ limits: limits.answers, newId: ids.uuid, after, background, work })
  const chat = createChat({
    requireModel,
    admit: admission.admit,
    takeReaderSlot: readerSlots.take,
    runGeneration,
    generations,
    showsGrantsToAll,
    after,
  })
  const { inTenant, asKeeper } = store.doors
  const closing = new AbortController()
  const untilSaved = createUntilSaved({ clock, closing: closing.signal, background, log })
  const answering = createAnswering({
    requireModel,
    admit: admission.admit,
    getTenant: tenants.get,
    generations,
    writeAnswer: createWriteAnswer({
      runGeneration,
      inTenant,
      untilSaved,
      async recordUsage(tx, { owner, told }, outcome, at) {
        if (outcome.answerLabel === null) return
        const { generationId } = told
        await usage.record(tx, owner, { ...toSpent(outcome), kind: 'chat', id: generationId, at, generationId })
      },
      clock,
    }),
    inTenant,
    interruptLost(viewer, id) {
      const mark = () => inTenant(viewer, (tx) => interruptLost(tx, viewer, id, new Date(clock.now())))
      background.run('marking a lost start', async () => void (await untilSaved(mark, async () => {})))
    },
    showsGrantsToAll,
    newId: ids.uuid,
    now: clock.now,
  })
  const conversations = createConversations({
    inTenant,
    stopAnswer: (viewer, id) => void generations.find(viewer, id)?.stop(),
    now: clock.now,
  })
  const models = createModels({
    requireReady: tenants.requireReady,
    getTenant: tenants.get,
    listModels: cortex.listModels,
    monotonicMs,
    log,
  })

  const retention = createRetention({
    doors: store.doors,
    recordAudit,
    tenants: () => tenants.list().map(({ id }) => id),
    clock,
    background,
    log,
  })
  const stopRetention = retention.start()
  const settings = createTenantSettings({ doors: store.doors, recordAudit, now: clock.now })

  metrics.show({
    openAnswers: answerSlots.open,
    openReaders: readerSlots.open,
    runningGenerations: work.count,
    database: store.database.stats,
  })

  /** What a process that is gone left unfinished. Before anything is served. */
  async function recover(): Promise<void> {
    const count = await interruptOrphans({ tenants: tenants.list().map(({ id }) => id), asKeeper, now: clock.now })
    if (count > 0)
      log.warn({ count }, 'answers that were cut by the end of an earlier process are marked as interrupted')
  }

  /** No new answers; those under way get `graceMs` to finish, then an error that says why. */
  async function drain(graceMs: number): Promise<void> {
    isDraining = true
    const grace = Promise.withResolvers<void>()
    const cancel = after(graceMs, grace.resolve)
    await Promise.race([work.idle(), grace.promise])
    cancel()
    work.stopAll(new AnswerEnded('shutting_down'))
    closing.abort()
  }

  async function close(): Promise<void> {
    stopRetention()
    closing.abort()
    registry.close()
    keys.close()
    identity.close()
    oidc?.close()
    await cortex.close()
    await background.settled()
    await store.close()
  }

  const procedures = createProcedures({
    heartbeatMs: limits.heartbeatMs,
    onForbidden(by, procedure) {
      audit.recordRefusal(by.viewer, { action: 'access_refused', ...auditOrigin(by), details: { procedure } })
    },
  })
  return {
    appRouter: createAppRouter(procedures, {
      apiKeys: keys.apiKeys,
      answering,
      conversations,
      audit,
      chat,
      models,
      settings,
      signIn: identity.signIn,
      ownAccount: identity.ownAccount,
      links: identity.links,
      people,
      accounts,
    }),
    chatStream: {
      identify,
      requireModel,
      checkLimit: admission.checkLimit,
      admit: admission.admit,
      runGeneration,
      showsGrantsToAll,
      work,
      after,
      heartbeatMs: limits.heartbeatMs,
    },
    identify,
    oidc: oidc && {
      login: oidc.login,
      beginSession: identity.beginSession,
      onRefused({ address, requestId }: CallSource, problem: SignInProblem) {
        const details = { method: 'oidc', problem }
        audit.recordRefusal(null, { action: 'sign_in_refused', actor: NOBODY, address, requestId, details })
      },
    },
    prepare: identity.prepare,
    metrics,
    tenantHealth: tenants.health,
    databaseHealth: rememberBriefly(store.database.health, { forMs: HEALTH_KEPT_MS, monotonicMs }),
    isDraining: () => isDraining,
    recover,
    drain,
    close,
  }
}

/** Who presents what proves nothing. */
const NOBODY = { kind: 'anonymous', id: null } as const

/** However often somebody asks, the database is asked once in this time. */
const HEALTH_KEPT_MS = 1_000

/** An answer as it is counted. Whatever a caller wrote into the model's field is no reason not to count. */
function toSpent({ model, promptTokens, completionTokens, status }: AnswerOutcome) {
  return { model: loggableModel(model), promptTokens, completionTokens, isComplete: status === 'done' }
}

function createCortex(config: Config, clock: Clock, log: Logger): CortexClient {
  return createCortexClient({
    baseUrl: config.snowflake.cortexBaseUrl,
    timeouts: config.limits.timeouts,
    limits: config.limits.upstream,
    clock,
    log: (message, fields) => log.info(fields, message),
  })
}
