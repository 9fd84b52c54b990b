import { createCortexClient } from '@coco/core/cortex/cortex-client'
import type { Credentials } from '@coco/core/cortex/credentials'
import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { hasKeyPair } from '@coco/core/tenants/tenant'
import { createSqlClient } from '@coco/core/snowflake/sql-client'
import { quickstartTenants } from '@coco/core/tenants/quickstart-tenants'
import { toTenant } from '@coco/core/tenants/validate-tenants'
import type { TenantDocuments } from '@coco/core/tenants/tenant'
import { type Emulator, startEmulator } from '@coco/emulator/emulator'
import { createCocoRetriever } from '@coco/server/documents/retrieval/coco-retriever'
import { createCortexSearchRetriever } from '@coco/server/documents/retrieval/cortex-search-retriever'
import type { RetrievalCall, Retriever } from '@coco/server/documents/retrieval/retriever'
import type { TenantId } from '@coco/shared/ids'
import { readFileSync } from 'node:fs'
import { createDocumentSearch, type DocumentSearch, EMBEDDING_MODEL, inRealTime } from './document-search.ts'
import type { Insider } from './doors.ts'
import { createStackFolder } from './stack-folder.ts'
import { SEED_SCRIPTS } from './start-stack.ts'
import { openTestStore, type TestStore } from './test-store.ts'

export type RetrieverName = 'coco' | 'cortex_search'

export interface RetrieverScene extends DocumentSearch, AsyncDisposable {
  emulator: Emulator
  owner: TestStore['owner']
  /** With the tenant's own key. */
  callOf(viewer: Insider): RetrievalCall
  /** Cortex Search as a tenant that thinks another's place its own. */
  misled(place: TenantDocuments): Retriever
}

/**
 * One way of finding passages over a database and a local Snowflake of its own: for Alpha and Beta, each signing in with its own
 * key and holding what the project's scripts give it.
 */
export async function openRetrieverScene(name: RetrieverName): Promise<RetrieverScene> {
  const folder = await createStackFolder()
  const publicKeys = Object.fromEntries(
    Object.entries(folder.publicKeyPaths).map(([user, path]) => [user, readFileSync(path, 'utf8')]),
  )
  const emulator = await startEmulator({ dataDir: null, seed: { scripts: SEED_SCRIPTS, publicKeys } })
  const cortex = createCortexClient({ baseUrl: `${emulator.url}/api/v2/cortex`, retry: { baseDelayMs: 0 } })
  const test = await openTestStore('embedded')
  const tenants = quickstartTenants({}).map((entry) => toTenant(entry, { folder: folder.path, settings: {} }))
  const signIns = new Map<TenantId, Credentials>(
    tenants
      .filter(hasKeyPair)
      .map(({ id, snowflake: { user, privateKey } }) => [
        id,
        createJwtFactory({ account: 'COCO-LOCAL', user, privateKey }),
      ]),
  )

  function credentialsOf(tenant: TenantId): Credentials {
    const credentials = signIns.get(tenant)
    if (credentials === undefined) throw new Error(`there is no tenant ${tenant} here`)
    return credentials
  }

  const inCortexSearch = (placeOf: (tenant: TenantId) => TenantDocuments | null) =>
    createCortexSearchRetriever({
      closing: new AbortController().signal,
      placeOf,
      searchCortex: cortex.searchCortex,
      openSql: (credentials) => createSqlClient({ baseUrl: emulator.url, credentials, userAgent: 'coco-tests/0.1.0' }),
    })
  const coco = () =>
    createCocoRetriever({
      inTenant: test.store.doors.inTenant,
      vectors: test.store.vectors,
      vectorIndexes: { exactUpTo: test.store.vectorIndexes.exactUpTo, keep: () => {} },
      after: inRealTime,
      maker: {
        model: EMBEDDING_MODEL,
        async embed({ viewer, signal }, texts) {
          const call = { credentials: credentialsOf(viewer.tenant), model: EMBEDDING_MODEL, texts }
          return (await cortex.embed({ ...call, ...(signal === undefined ? {} : { signal }) })).vectors
        },
      },
      reranks: async () => false,
    })
  const retriever =
    name === 'coco' ? coco() : inCortexSearch((tenant) => tenants.find(({ id }) => id === tenant)?.documents ?? null)

  return {
    ...createDocumentSearch(test.store, { retriever, credentialsOf }),
    emulator,
    owner: test.owner,
    callOf: (viewer) => ({ viewer, credentials: credentialsOf(viewer.tenant) }),
    misled: (place) => inCortexSearch(() => place),
    async [Symbol.asyncDispose]() {
      await test[Symbol.asyncDispose]()
      await cortex.close()
      await emulator.close()
      folder.remove()
    },
  }
}
