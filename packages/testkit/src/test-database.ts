import { openStore } from '@coco/server/open-store'
import { readMigrations } from '@coco/server/migrations'
import { readVectorSteps } from '@coco/server/vector-steps'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { borrowPostgres, hasPostgres } from './test-postgres.ts'

/** A database of a test's own. */
export interface TestDatabase {
  /** For DATABASE_URL; null: the embedded one, in the server's data folder. */
  url: string | null
  remove(): Promise<void>
}

/** `altered`: a Postgres that the test changes beyond its rows, so that nobody gets it afterwards. */
export type DatabaseKind = 'postgres' | 'altered' | 'embedded'

/**
 * An empty database, up to date. By default Postgres where there is one, else the embedded one.
 * @param dataDir the server's data folder, for the embedded one
 */
export async function createTestDatabase(dataDir: string, kind?: DatabaseKind): Promise<TestDatabase> {
  const chosen = kind ?? ((await hasPostgres()) ? 'postgres' : 'embedded')
  if (chosen === 'embedded') return createEmbedded(dataDir)
  return borrowPostgres(schemaName(), { isThrownAway: chosen === 'altered' })
}

async function createEmbedded(dataDir: string): Promise<TestDatabase> {
  const target = join(dataDir, 'database', 'pgdata')
  mkdirSync(target, { recursive: true, mode: 0o700 })
  cpSync(await (template ??= makeTemplate()), target, { recursive: true })
  return { url: null, remove: async () => {} }
}

let template: Promise<string> | undefined

/** Kept between runs, because making one takes seconds. Whole or not at all: several processes may make it at once. */
async function makeTemplate(): Promise<string> {
  const path = join(tmpdir(), `coco-embedded-${schemaName()}`)
  if (existsSync(path)) return path
  const folder = mkdtempSync(join(tmpdir(), 'coco-template-'))
  const store = await openStore({ databaseUrl: null, dataDir: folder, log: SILENT })
  await store.close()
  try {
    renameSync(join(folder, 'database', 'pgdata'), path)
  } catch (error) {
    if (!existsSync(path)) throw error
  }
  rmSync(folder, { recursive: true, force: true })
  return path
}

/** Another one whenever a migration changes. */
function schemaName(): string {
  const hash = createHash('sha256')
  for (const { sha256 } of [...readMigrations(), ...readVectorSteps()]) hash.update(sha256)
  return hash.digest('hex').slice(0, 12)
}

const nothing = () => {}
const SILENT = { info: nothing, warn: nothing, fatal: nothing }
