import { join } from 'node:path'
import { parseAccountIdentifier } from './account-identity.ts'
import { createAuthenticate } from './auth/authenticate.ts'
import { createLoginFailures } from './auth/login-failures.ts'
import { createSessionTokens } from './auth/session-tokens.ts'
import type { CortexDeps } from './cortex/cortex-deps.ts'
import { type CortexHandles, registerCortexRoutes } from './cortex/register-cortex-routes.ts'
import { MODEL_PACE } from './cortex/writer/pace.ts'
import { registerDriverRoutes } from './driver/register-driver-routes.ts'
import { createHttpApp } from './http/create-http-app.ts'
import type { AccountData } from './rbac/account-data.ts'
import { createModelAccess } from './rbac/model-access.ts'
import { createIndexer } from './search/indexer.ts'
import { createSearchAccess } from './search/search-access.ts'
import { type Seed, seedAccount } from './seed-account.ts'
import { registerSqlRoutes } from './sql-api/register-sql-routes.ts'
import type { ResultSet } from './sql/result-set.ts'
import { openSession } from './sql/session.ts'
import { splitStatements } from './sql/split-statements.ts'
import { createSqlEngine } from './sql/sql-engine.ts'
import { createAccountStore } from './state/account-store.ts'
import { lockFolder } from './state/folder-lock.ts'
import { openStateFile } from './state/state-file.ts'
import { createRowStore, dropOrphans } from './tables/row-store.ts'
import { warnOfForeignKeys } from './warn-of-foreign-keys.ts'

export interface EmulatorOptions extends Partial<Pick<CortexDeps, 'pace' | 'trial' | 'rateLimits' | 'modelErrors'>> {
  /** 0 (the default) takes a free port. */
  port?: number
  /** A loopback address. */
  host?: string
  /** `ORG-NAME` or a locator. */
  account?: string
  /** Folder of the account's state; null keeps it in memory. */
  dataDir: string | null
  /** How a new account is made. An account that is already on disk is left as it is. */
  seed: Seed
  /** The user who holds ACCOUNTADMIN in a new account. */
  adminUser?: string
  /** Milliseconds since 1970. */
  now?: () => number
  /** Milliseconds that only ever grow, for model rate limits. */
  monotonicNow?: () => number
  /** The SQL API answers 202 to a statement that takes longer than that; Snowflake's 45 seconds by default. */
  asyncAfterMs?: number
  /** An OpenAI-compatible server that gives the answers. */
  modelUrl?: string | null
  /** Takes one line for each thing somebody should know. */
  log?: (line: string) => void
}

export interface Emulator extends CortexHandles, AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  url: string
  port: number
  /**
   * Runs SQL as the administrator, without HTTP, through the same executor.
   * @returns the answer of each statement
   * @throws SqlError at the first that is refused; those before it stay done
   */
  sql(text: string): ResultSet[]
  /** A token as Snowflake mounts it into a container, which signs in this user. @returns the text of the file */
  issueSessionToken(userName: string, lifeMs?: number): string
  close(): Promise<void>
}

/** Starts a local Snowflake account. @throws Error when its folder or port is taken, or a seed script is refused */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { dataDir, now = Date.now, log = () => {}, adminUser = 'COCO_ADMIN' } = options
  const unlock = dataDir === null ? () => {} : lockFolder(dataDir)
  try {
    const { store, rows } = openAccount(options, adminUser, now, log)
    const failures = createLoginFailures()
    const indexer = createIndexer({ read: store.read, rows, log })
    const engine = createSqlEngine({ store, rows, failures, now, changed: indexer.wake })
    const sessionTokens = createSessionTokens(now)
    const authenticate = createAuthenticate({ readAccount: store.read, failures, sessionTokens, now })

    const app = createHttpApp(log)
    const { asyncAfterMs } = options
    registerSqlRoutes(app, {
      authenticate,
      engine,
      readAccount: store.read,
      now,
      ...(asyncAfterMs === undefined ? {} : { asyncAfterMs }),
    })
    registerDriverRoutes(app, { readAccount: store.read, engine, failures, now })
    const cortex = registerCortexRoutes(app, {
      access: createModelAccess(store.read),
      search: createSearchAccess(store.read, rows),
      authenticate,
      now,
      monotonicNow: options.monotonicNow ?? (() => performance.now()),
      pace: options.pace ?? MODEL_PACE,
      modelUrl: options.modelUrl ?? null,
      trial: options.trial ?? false,
      rateLimits: options.rateLimits ?? {},
      modelErrors: options.modelErrors ?? '403',
    })
    const url = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })

    let closing: Promise<void> | undefined
    const end = async () => {
      try {
        await app.close()
        await indexer.stop()
      } finally {
        unlock()
      }
    }
    const close = () => (closing ??= end())
    indexer.wake()
    return {
      ...cortex,
      url,
      port: Number(new URL(url).port),
      sql(text) {
        const session = openSession(store.read(), adminUser, 'ACCOUNTADMIN', null)
        return splitStatements(text).map((tokens) => engine.execute(session, tokens))
      },
      issueSessionToken: sessionTokens.issue,
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** The account from disk, or a new one that is on disk before anybody can use it. */
function openAccount(
  { dataDir, seed, account = 'COCO-LOCAL' }: EmulatorOptions,
  adminUser: string,
  now: () => number,
  log: (line: string) => void,
) {
  const folder = dataDir === null ? null : join(dataDir, 'rows')
  const rows = createRowStore(folder)
  const makeNew = (): AccountData =>
    seedAccount({ account: parseAccountIdentifier(account), adminUser, seed, rows, now, log })
  if (dataDir === null || folder === null) return { store: createAccountStore(makeNew()), rows }
  const file = openStateFile(dataDir)
  const loaded = file.load(log)
  if (loaded === null) {
    const fresh = makeNew()
    file.save(fresh)
    return { store: createAccountStore(fresh, file.save), rows }
  }
  const { data: known, isNewest } = loaded
  requireSameAccount(known, account, join(dataDir, 'account.json'))
  warnOfForeignKeys(known, seed.publicKeys, log)
  // An older account may not know of the newest tables: their rows stay, for whoever mends account.json.
  if (isNewest) dropOrphans(folder, new Set(known.tables.map(({ id }) => id)))
  return { store: createAccountStore(known, file.save), rows }
}

function requireSameAccount({ account: known }: AccountData, wanted: string, path: string): void {
  const { organization, name } = parseAccountIdentifier(wanted)
  if (known.organization === organization && known.name === name) return
  throw new Error(
    `${path} is account ${known.organization}-${known.name}, not ${wanted}. Give each its own COCO_DATA_DIR.`,
  )
}
