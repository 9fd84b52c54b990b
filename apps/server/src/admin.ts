import type { Settings } from '@coco/core/settings/env-file'
import type { TenantId } from '@coco/shared/ids'
import { type EnvProblem, parseEnv } from './config/env.ts'
import { readStoreSettings } from './config/store-settings.ts'
import { createOperatorKeys } from './features/api-keys/operator-keys.ts'
import { createRecordAudit } from './features/audit/audit.ts'
import type { ChainEnd } from './features/audit/audit-chain.ts'
import { type ChainName, NOBODYS } from './features/audit/audit-store.ts'
import { removedTenants } from './features/audit/removed-tenants.ts'
import { type ChainVerdict, verifyChain } from './features/audit/verify-chain.ts'
import { serviceOf } from './features/documents/retrieval/cortex-search-rows.ts'
import { EMBEDDING_MODEL } from './features/documents/retrieval/embedding-model.ts'
import { createErasure } from './features/housekeeping/erasure.ts'
import { toEmailKey } from './features/identity/email-key.ts'
import { makeLink, voidLinks } from './features/identity/link-store.ts'
import { createPasswordHashes } from './features/identity/password-hashes.ts'
import { setPassword } from './features/identity/person-store.ts'
import { createOperatorAccounts } from './features/people/operator-accounts.ts'
import { systemClock } from './platform/clock.ts'
import { lockFolder } from './platform/database/lock-folder.ts'
import { randomIds } from './platform/ids.ts'
import { backUpData } from './store/backup/back-up-data.ts'
import { restoreData } from './store/backup/restore-data.ts'
import { inspectStore, type StoreReport } from './store/inspect-store.ts'
import { joinStore } from './store/open-store.ts'

export type Admin = Awaited<ReturnType<typeof openAdmin>>
export type { ChainEnd, ChainName, ChainVerdict, StoreReport }
export { backUpData, EMBEDDING_MODEL, lockFolder, NOBODYS, restoreData, serviceOf }

/** In the record: whoever can run a command on this machine, which does not know people. */
const OPERATOR = { actor: { kind: 'system', id: null }, address: null, requestId: null } as const

/**
 * What the command line does to the data, beside a running server or without one. Needs no Snowflake and no secrets.
 * @throws Error that says what is wrong with the settings or the database
 */
export async function openAdmin({ settings, folder }: { settings: Settings; folder: string }) {
  const { databaseUrl, dataDir } = readStoreSettings(settings, folder)
  const store = await joinStore({ databaseUrl: databaseUrl?.reveal() ?? null, dataDir, log: SILENT })
  const { doors } = store
  const recordAudit = createRecordAudit(systemClock)
  const keys = createOperatorKeys({
    doors,
    recordAudit,
    by: OPERATOR,
    newId: randomIds.uuid,
    now: systemClock.now,
  })
  const users = createOperatorAccounts({
    doors,
    recordAudit,
    by: OPERATOR,
    identity: {
      toEmailKey,
      // Not made before it is needed: making it hashes once, which takes a moment.
      hashPassword: (password) => createPasswordHashes().hash(password),
      setPassword,
      makeLink,
      voidSetupLinks: (tx) => voidLinks(tx, null, 'setup'),
    },
    newId: randomIds.uuid,
  })
  const erasure = createErasure({ doors, recordAudit })

  return {
    database: store.kind,
    keys,
    users,
    /** @param expected the end of the chain as it was noted before */
    verifyAudit: (chain: ChainName, expected?: ChainEnd): Promise<ChainVerdict> => verifyChain(doors, chain, expected),
    /** Whose records are still there. */
    removedTenants: () => removedTenants(doors),
    hasTenantData: erasure.hasTenantData,
    removeTenantData: (tenant: TenantId) => erasure.removeTenantData(tenant, OPERATOR),
    close: () => store.close(),
  }
}

/** What a server would refuse of these settings, all of it. */
export function inspectSettings(settings: Settings): EnvProblem[] {
  const result = parseEnv(settings)
  return 'problems' in result ? result.problems : []
}

/** Looks at the data without changing any of it. @throws Error that says what is wrong with the settings */
export function inspectData({ settings, folder }: { settings: Settings; folder: string }): Promise<StoreReport> {
  const { databaseUrl, dataDir } = readStoreSettings(settings, folder)
  return inspectStore({ databaseUrl: databaseUrl?.reveal() ?? null, dataDir })
}

const nothing = () => {}
const SILENT = { info: nothing, warn: nothing, fatal: nothing }
