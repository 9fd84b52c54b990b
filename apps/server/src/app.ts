import { type CortexClient, createCortexClient } from '@coco/core/cortex/cortex-client'
import type { TenantId } from '@coco/shared/ids'
import type { SignInProblem } from '@coco/shared/sign-in-problems'
import { join } from 'node:path'
import { createAppMetrics } from './app-metrics.ts'
import { createAppRouter } from './app-router.ts'
import { type Config, isPrivate } from './config/config.ts'
import type { Secrets } from './config/secrets.ts'
import type { ServerStore } from './store/open-store.ts'
import { createKeysOfTenants } from './features/api-keys/keys-of-tenants.ts'
import { createAudit } from './features/audit/audit.ts'
import { createAnswers } from './features/chat/answers.ts'
import { AnswerEnded } from './features/chat/generation/answer-ended.ts'
import { loggableModel } from './features/chat/generation/loggable-model.ts'
import type { PassageFinding } from './features/chat/grounded/passage-finding.ts'
import { createConversations } from './features/conversations/conversations.ts'
import { byOf } from './features/documents/by.ts'
import { openDocuments } from './features/documents/open-documents.ts'
import { toEmailKey } from './features/identity/email-key.ts'
import { localOperator } from './features/identity/local-people.ts'
import { createIdentity } from './features/identity/identity.ts'
import { createIngressPeople, INGRESS_PROVIDER } from './features/identity/ingress-people.ts'
import { permissionsOf } from './features/identity/roles.ts'
import { createIdentify } from './features/identity/viewer.ts'
import { createErasure } from './features/housekeeping/erasure.ts'
import { createRetention } from './features/housekeeping/retention.ts'
import { createModels } from './features/models/models.ts'
import { createOidc } from './features/oidc/oidc.ts'
import { createPeopleAndAccounts } from './features/people/people-and-accounts.ts'
import { createPrompts } from './features/prompts/prompts.ts'
import { createAnswerRules } from './features/tenants/answer-rules.ts'
import { openTenants } from './features/tenants/open-tenants.ts'
import { createTenantGates } from './features/tenants/tenant-gates.ts'
import { createTenantSettings } from './features/tenants/tenant-settings.ts'
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
import type { Viewer } from './trpc/viewer.ts'

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
  const { doors } = store
  const { inTenant } = doors
  const work = createWorkUnderWay()
  const background = createBackground(log)
  const audit = createAudit({ doors, clock, background })
  const recordAudit = audit.record
  let isDraining = false

  const tenants = openTenants({
    folder: config.folder,
    settings: config.settings,
    account: config.snowflake.account,
    clock,
    log,
  })
  const hasTenant = (tenant: TenantId) => tenants.get(tenant) !== undefined
  const metrics = createAppMetrics(createMetrics(), { monotonicMs })
  const cortex = metrics.watchCortex(createCortex(config, clock, log))
  const recordModelDenied = (viewer: Viewer, { model, requestId }: { model: string; requestId: string }) =>
    audit.recordModelDenied(viewer, { model: loggableModel(model), requestId })
  const { requireModel, checkLimit, admit, takeReaderSlot, openAnswers, openReaders } = createTenantGates({
    tenants,
    streams: limits.streams,
    isDraining: () => isDraining,
    onModelDenied: recordModelDenied,
    monotonicMs,
  })

  const keys = createKeysOfTenants({
    doors,
    recordAudit,
    permissionsOf,
    // Everybody knows them: they count only where nobody else can come from.
    acceptsPublicKeys: isPrivate(config),
    hasTenant,
    newId: ids.uuid,
    clock,
    background,
  })
  const ingress = config.ingress === null ? null : createIngressPeople({ doors, tenants: tenants.list, monotonicMs })
  const identity = createIdentity({
    doors,
    recordAudit,
    recordRefusal: audit.recordRefusal,
    clock,
    background,
    log,
    tenants: tenants.list,
    isLocal: config.mode === 'local',
    provider:
      ingress === null
        ? config.oidc && { name: config.oidc.name, path: '/auth/oidc/start', inFront: null }
        : INGRESS_PROVIDER,
    sessionSecret: secrets.session,
    instanceId: secrets.instanceId,
    maxSessionsPerPerson: limits.maxSessionsPerPerson,
    folder: join(config.dataDir, 'server'),
    newId: ids.uuid,
  })
  const oidc =
    config.oidc &&
    createOidc({
      doors,
      recordAudit,
      toEmailKey,
      fetch,
      clock,
      log,
      settings: config.oidc,
      secret: secrets.session,
      hasTenant,
      personSignal: identity.signalForPerson,
      newId: ids.uuid,
    })
  const identify = createIdentify({
    sessions: identity.sessions,
    findApiKey: keys.find,
    findBearer: oidc?.findBearer ?? (async () => null),
    ...(ingress === null ? {} : { findIngressPerson: ingress.find }),
    onRefused({ address, requestId }, { code }) {
      const action = 'credential_refused'
      audit.recordRefusal(null, { action, actor: NOBODY, address, requestId, details: { code } })
    },
  })

  const answerRules = createAnswerRules({ doors, getTenant: tenants.get, recordAudit, clock, log })

  const showsGrantsToAll = config.mode === 'local'
  const usage = createUsage({ inTenant, background })
  const documents = openDocuments({
    doors,
    vectors: store.vectors,
    vectorIndexes: store.vectorIndexes,
    embed: cortex.embed,
    searchCortex: cortex.searchCortex,
    accountUrl: config.snowflake.accountUrl,
    tenants,
    // Answers are given from documents, and documents are asked for answers: the one is made after the other.
    answer: (by, asked) => answers.answerFromPassages(by, asked),
    countTokens(viewer, { model, tokens }) {
      const spent = { promptTokens: tokens, completionTokens: 0, generationId: null, isComplete: true }
      usage.recordLater(viewer, { id: ids.uuid(), at: new Date(clock.now()), kind: 'embed', model, ...spent })
    },
    limits: { reading: limits.reading, store: limits.documentStore },
    isDraining: () => isDraining,
    demo: config.demoDocuments === null ? null : { folder: config.demoDocuments, keeperOf: localOperator },
    showsGrantsToAll,
    recordAudit,
    clock,
    background,
    newId: ids.uuid,
    log,
  })
  const passages: PassageFinding = {
    find: (caller, wanted, signal) => documents.find(byOf(caller), wanted, signal),
    read: documents.readAgain,
  }
  const answers = createAnswers({
    doors,
    passages,
    streamChat: cortex.streamChat,
    tenants,
    requireModel,
    rulesOf: answerRules.of,
    admit,
    takeReaderSlot,
    usage,
    recordModelDenied,
    limits: limits.answers,
    showsGrantsToAll,
    work,
    background,
    clock,
    ids,
    log,
  })
  const { people, accounts } = createPeopleAndAccounts({
    doors,
    recordAudit,
    identity: identity.ofPeople,
    async erasePersonData(id) {
      // What is being written would be stored, and counted, in the name of somebody who is no more.
      await answers.endOf(id)
      await documents.stopPerson(id)
      await createErasure({ doors, recordAudit }).erasePersonData(id)
    },
    newId: ids.uuid,
  })
  const conversations = createConversations({
    inTenant,
    stopAnswer: answers.stop,
    countRating: metrics.answerRated,
    readPassages: passages.read,
    now: clock.now,
  })
  const prompts = createPrompts({ inTenant, recordAudit, newId: ids.uuid, now: clock.now })
  const models = createModels({
    requireReady: tenants.requireReady,
    getTenant: tenants.get,
    rulesOf: answerRules.of,
    listModels: cortex.listModels,
    monotonicMs,
    log,
  })

  const retention = createRetention({
    doors,
    recordAudit,
    tenants: () => tenants.list().map(({ id }) => id),
    clock,
    background,
    log,
  })
  const stopRetention = retention.start()
  const settings = createTenantSettings({ doors, recordAudit, now: clock.now })

  metrics.show({
    openAnswers,
    openReaders,
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
    answers.close()
    await documents.close()
  }

  async function close(): Promise<void> {
    stopRetention()
    answers.close()
    await documents.close()
    tenants.close()
    keys.close()
    identity.close()
    oidc?.close()
    await cortex.close()
    await background.settled()
    await store.close()
  }

  function recordForbidden(by: { viewer: Viewer; source: CallSource }, procedure: string): void {
    audit.recordRefusal(by.viewer, { action: 'access_refused', ...auditOrigin(by), details: { procedure } })
  }

  const procedures = createProcedures({
    heartbeatMs: limits.heartbeatMs,
    onForbidden: recordForbidden,
  })
  return {
    appRouter: createAppRouter(procedures, {
      apiKeys: keys.apiKeys,
      answering: answers.answering,
      conversations,
      audit,
      chat: answers.chat,
      models,
      prompts,
      documents,
      settings,
      answerRules,
      signIn: identity.signIn,
      ownAccount: identity.ownAccount,
      links: identity.links,
      people,
      accounts,
    }),
    chatStream: {
      identify,
      requireModel,
      rulesOf: answerRules.of,
      checkLimit,
      admit,
      runGeneration: answers.runGeneration,
      showsGrantsToAll,
      work,
      after,
      heartbeatMs: limits.heartbeatMs,
    },
    identify,
    documents: { documents, takePlace: documents.takePlace, onForbidden: recordForbidden },
    oidc: oidc && {
      login: oidc.login,
      beginSession: identity.beginSession,
      onRefused({ address, requestId }: CallSource, problem: SignInProblem) {
        const details = { method: 'oidc', problem }
        audit.recordRefusal(null, { action: 'sign_in_refused', actor: NOBODY, address, requestId, details })
      },
    },
    ingress: ingress && {
      people: ingress,
      beginSession: identity.beginSession,
      onRefused({ address, requestId }: CallSource, problem: SignInProblem) {
        const details = { method: 'ingress', problem }
        audit.recordRefusal(null, { action: 'sign_in_refused', actor: NOBODY, address, requestId, details })
      },
    },
    async prepare() {
      await identity.prepare()
      documents.prepare()
    },
    metrics,
    tenantHealth: tenants.health,
    databaseHealth: rememberBriefly(store.database.health, { forMs: HEALTH_KEPT_MS, monotonicMs }),
    isDraining: () => isDraining,
    async recover() {
      await answers.recover()
      await documents.recover()
    },
    drain,
    close,
  }
}

/** Who presents what proves nothing. */
const NOBODY = { kind: 'anonymous', id: null } as const

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
