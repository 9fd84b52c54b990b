import { openStore, type Store } from '@coco/server/open-store'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsOwner, type DatabaseOwner } from './database-owner.ts'
import { createTestDatabase, type DatabaseKind } from './test-database.ts'

export interface TestStore extends AsyncDisposable {
  store: Store
  owner: DatabaseOwner
}

/** A database of the test's own with the doors to it, and its owner beside them. */
export async function openTestStore(kind: DatabaseKind, options: { exactUpTo?: number } = {}): Promise<TestStore> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coco-store-'))
  const database = await createTestDatabase(dataDir, kind)
  const place = { databaseUrl: database.url, dataDir }
  const store = await openStore({ ...place, ...options, log: SILENT })
  const owner = await connectAsOwner(place)
  return {
    store,
    owner,
    async [Symbol.asyncDispose]() {
      await owner[Symbol.asyncDispose]()
      await store.close()
      await database.remove()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const nothing = () => {}
const SILENT = { info: nothing, warn: nothing, fatal: nothing }
