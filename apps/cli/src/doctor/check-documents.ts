import type { CortexClient } from '@coco/core/cortex/cortex-client'
import { CortexError } from '@coco/core/cortex/cortex-error'
import type { Credentials } from '@coco/core/cortex/credentials'
import { grantCortexSql, grantModelSql } from '@coco/core/cortex/model-role'
import { grantSearchSql } from '@coco/core/cortex/search-grant'
import { lacksCortexRole } from '@coco/core/cortex/upstream-failure'
import type { KeyPairTenant, TenantDocuments } from '@coco/core/tenants/tenant'
import { EMBEDDING_MODEL, serviceOf } from '@coco/server/admin'
import { toSentence } from '../to-sentence.ts'
import type { Finding } from './finding.ts'

/** What makes tables and services, and grants them and the model, once more. */
const SCRIPT = 'npm run coco -- sql -f sql/04_documents.sql'
const TRY_AGAIN = 'Try again; if it stays, see the status of Snowflake and CORTEX_BASE_URL_OVERRIDE.'

/** Whether a tenant's documents can be kept and found: the model of vectors, and its search services where it declares a place. */
export async function checkDocuments(
  tenant: KeyPairTenant,
  cortex: Pick<CortexClient, 'embed' | 'searchCortex'>,
  credentials: Credentials,
): Promise<Finding[]> {
  const { role } = tenant.snowflake
  const place = tenant.documents
  const model = await checkEmbedding(role, cortex, credentials)
  if (place === null) return [model]
  const services: Finding[] = []
  for (const isPersonal of [false, true]) {
    services.push(await checkService(place, serviceOf(isPersonal), { role, cortex, credentials }))
  }
  return [model, ...services]
}

async function checkEmbedding(
  role: string,
  cortex: Pick<CortexClient, 'embed'>,
  credentials: Credentials,
): Promise<Finding> {
  const check = 'embeddings'
  try {
    await cortex.embed({ credentials, model: EMBEDDING_MODEL, texts: ['coco doctor'] })
    return { check, ok: true, detail: EMBEDDING_MODEL }
  } catch (error) {
    const detail = `${EMBEDDING_MODEL}: ${toSentence(error)}`
    return { check, ok: false, detail, remedy: remedyFor(error, grantModelSql({ model: EMBEDDING_MODEL, role }), role) }
  }
}

async function checkService(
  { database, schema }: TenantDocuments,
  service: string,
  by: { role: string; cortex: Pick<CortexClient, 'searchCortex'>; credentials: Credentials },
): Promise<Finding> {
  const { role, cortex, credentials } = by
  const check = 'search'
  const path = `${database}.${schema}.${service}`
  try {
    const asked = { query: 'coco doctor', columns: ['PASSAGE_ID'], limit: 1 }
    await cortex.searchCortex({ credentials, database, schema, service, ...asked })
    return { check, ok: true, detail: path }
  } catch (error) {
    const grant = grantSearchSql({ database, schema, role, services: [service] })
    return { check, ok: false, detail: `${path}: ${toSentence(error)}`, remedy: remedyFor(error, grant, role) }
  }
}

function remedyFor(error: unknown, grant: string | null, role: string): string {
  if (!(error instanceof CortexError)) return TRY_AGAIN
  const isRefused = error.code === 'model_not_allowed' || error.code === 'search_not_allowed'
  const fix = lacksCortexRole(error) ? grantCortexSql(role) : isRefused ? grant : null
  return fix === null ? TRY_AGAIN : `${fix}\nOr all of it once more, for the tenants that it names: ${SCRIPT}`
}
