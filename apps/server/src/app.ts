import { type CortexClient, createCortexClient } from '@coco/core/cortex/cortex-client'
import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { openTenantRegistry } from '@coco/core/tenants/tenant-registry'
import { createAppMetrics } from './app-metrics.ts'
import { createAppRouter } from './app-router.ts'
import { type Config, isPrivate } from './config/config.ts'
import type { Secrets } from './config/secrets.ts'
import type { Store } from './store/open-store.ts'
import { createKeysOfTenants } from './features/api-keys/keys-of-tenants.ts'
import { createAudit } from './features/audit/audit.ts'
import { AnswerEnded } from './features/chat/answer-ended.ts'
import { createAnswering } from './features/chat/answering.ts'
import { createChat } from './features/chat/chat.ts'
import { createGenerations } from './features/chat/generations.ts'
import { loggableModel } from './features/chat/loggable-model.ts'
import { createRunGeneration } from './features/chat/run-generation.ts'
import { createConversations } from './features/conversations/conversations.ts'
import { localPeople } from './features/identity/local-people.ts'
import { permissionsOf } from './features/identity/roles.ts'
import { createOwnAccount } from './features/identity/own-account.ts'
import { createSessions } from './features/identity/sessions.ts'
import { createSignIn } from './features/identity/sign-in.ts'
import { createUseLinks } from './features/identity/use-links.ts'
import { createIdentify } from './features/identity/viewer.ts'
import { createRetention } from './features/housekeeping/retention.ts'
import { createModels } from './features/models/models.ts'
import { createAccounts } from './features/people/accounts.ts'
import { createPeople } from './features/people/people.ts'
import { createAdmission } from './features/tenants/admission.ts'
import { createRateLimit } from './features/tenants/rate-limit.ts'
import { createRequireModel } from './features/tenants/require-model.ts'
import { createStreamSlots } from './features/tenants/stream-slots.ts'
import { createTenantSettings } from './features/tenants/tenant-settings.ts'
import { createTenants } from './features/tenants/tenants.ts'
import { createBackground } from './platform/background.ts'
import type { Clock } from './platform/clock.ts'
import type { Ids } from './platform/ids.ts'
import type { Logger } from './platform/logger.ts'
import { createMetrics } from './platform/metrics.ts'
import { rememberBriefly } from './platform/remember-briefly.ts'
import { createWorkUnderWay } from './platform/work-under-way.ts'
import { createProcedures } from './trpc/procedures.ts'

export interface Platform {
  clock: Clock
  ids: Ids
  log: Logger
}

export type App = ReturnType<typeof createApp>

/** Every part of the server but HTTP, put together. */
export function createApp(config: Config, secrets: Secrets, store: Store, { clock, ids, log }: Platform) {
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
  const people = () => (config.mode === 'local' ? localPeople(tenants.list()) : [])
  const sessions = createSessions({
    secret: secrets.session,
    instanceId: secrets.instanceId,
    maxOpen: limits.maxSessions,
    newId: ids.uuid,
    after,
  })
  const identify = createIdentify({ sessions, people, findApiKey: keys.find, findBearer: async () => null })

  const runGeneration = createRunGeneration({
    streamChat: cortex.streamChat,
    answerLabel: ids.answerLabel,
    monotonicMs,
    log,
    onOutcome({ viewer, model, requestId }, { errorCode }) {
      if (errorCode === 'model_not_allowed') audit.recordModelDenied(viewer, { model: loggableModel(model), requestId })
    },
  })
  const showsGrantsToAll = config.mode === 'local'
  const requireModel = createRequireModel({ getTenant: tenants.get })
  const chat = createChat({
    requireModel,
    admit: admission.admit,
    takeReaderSlot: readerSlots.take,
    runGeneration,
    generations: createGenerations({ limits: limits.answers, newId: ids.uuid, after, background, work }),
    showsGrantsToAll,
    after,
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

  /** No new answers; those under way get `graceMs` to finish, then an error that says why. */
  async function drain(graceMs: number): Promise<void> {
    isDraining = true
    const grace = Promise.withResolvers<void>()
    const cancel = after(graceMs, grace.resolve)
    await Promise.race([work.idle(), grace.promise])
    cancel()
    work.stopAll(new AnswerEnded('shutting_down'))
  }

  async function close(): Promise<void> {
    stopRetention()
    registry.close()
    keys.close()
    await cortex.close()
    await background.settled()
    await store.close()
  }

  const procedures = createProcedures({ heartbeatMs: limits.heartbeatMs })
  return {
    appRouter: createAppRouter(procedures, {
      apiKeys: keys.apiKeys,
      answering: createAnswering(),
      conversations: createConversations(),
      audit,
      chat,
      models,
      settings,
      signIn: createSignIn({ people, sessions }),
      ownAccount: createOwnAccount(),
      links: createUseLinks(),
      people: createPeople(),
      accounts: createAccounts(),
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
    metrics,
    tenantHealth: tenants.health,
    databaseHealth: rememberBriefly(store.database.health, { forMs: HEALTH_KEPT_MS, monotonicMs }),
    isDraining: () => isDraining,
    drain,
    close,
  }
}

/** However often somebody asks, the database is asked once in this time. */
const HEALTH_KEPT_MS = 1_000

function createCortex(config: Config, clock: Clock, log: Logger): CortexClient {
  return createCortexClient({
    baseUrl: config.snowflake.cortexBaseUrl,
    timeouts: config.limits.timeouts,
    limits: config.limits.upstream,
    clock,
    log: (message, fields) => log.info(fields, message),
  })
}
