import { CortexError } from '@coco/core/cortex/cortex-error'
import { grantCortexSql } from '@coco/core/cortex/model-role'
import { grantSearchSql } from '@coco/core/cortex/search-grant'
import { lacksCortexRole } from '@coco/core/cortex/upstream-failure'
import { SqlError } from '@coco/core/snowflake/sql-error'
import type { Tenant } from '@coco/core/tenants/tenant'
import { AppError } from '../../../platform/app-error.ts'
import { serviceOf } from '../retrieval/cortex-search-rows.ts'

/** Whose search it was, and what of the reason may be told. */
export interface SearchedFor {
  /** Undefined: no tenant any more. */
  tenant: Pick<Tenant, 'snowflake' | 'documents'> | undefined
  readsPersonal: boolean
  /** Whether the SQL that would allow what was refused may be seen. */
  maySeeFix: boolean
}

/** What Snowflake refused while documents were searched, in our words. @throws always */
export function throwSearchFailure(error: unknown, searched: SearchedFor): never {
  if (!(error instanceof CortexError || error instanceof SqlError)) throw error
  const fix = error instanceof CortexError && searched.maySeeFix ? fixFor(error, searched) : null
  const details = { cause: error, ...(fix === null ? {} : { fix }) }
  if (error instanceof CortexError && error.code === 'search_not_allowed') {
    throw new AppError('search_not_allowed', 'Snowflake does not let this tenant search its documents.', details)
  }
  const sentence = 'The documents could not be searched. Please try again.'
  throw new AppError('search_failed', sentence, { ...details, retryAfterMs: 5_000 })
}

function fixFor(error: CortexError, { tenant, readsPersonal }: SearchedFor): string | null {
  if (tenant === undefined) return null
  const { role } = tenant.snowflake
  if (role === null) return null
  if (lacksCortexRole(error)) return grantCortexSql(role)
  if (error.code !== 'search_not_allowed' || tenant.documents === null) return null
  const services = readsPersonal ? [serviceOf(false), serviceOf(true)] : [serviceOf(false)]
  return grantSearchSql({ ...tenant.documents, role, services })
}
