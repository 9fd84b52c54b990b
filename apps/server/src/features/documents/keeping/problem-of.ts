import { CortexError } from '@coco/core/cortex/cortex-error'
import type { TenantDocuments } from '@coco/core/tenants/tenant'
import { grantPassagesSql } from '@coco/core/cortex/search-grant'
import { grantCortexSql, grantModelSql } from '@coco/core/cortex/model-role'
import { lacksCortexRole } from '@coco/core/cortex/upstream-failure'
import { SqlError } from '@coco/core/snowflake/sql-error'
import type { UploadProblem } from '@coco/shared/document-views'
import { tableOf } from '../retrieval/cortex-search-rows.ts'
import { UploadProblemError } from '../ingest/upload-problem.ts'
import { isDiskFull } from '../../../platform/try-again.ts'

/** Whose passages Snowflake was to take. */
export interface Who {
  role: string
  embeddingModel: string
  /** Where its tables for Cortex Search are. */
  place: TenantDocuments | null
}

/**
 * Why a file did not become a document, for its owner. What is not known by name says nothing of itself.
 * @param who null for a tenant that is no more
 */
export function problemOf(error: unknown, who: Who | null): UploadProblem {
  if (error instanceof UploadProblemError) return error.problem
  if (isDiskFull(error)) {
    return { code: 'store_full', message: "The disk of Coco's database is full. The operator knows.", isFinal: false }
  }
  if (error instanceof CortexError && error.code !== 'search_not_allowed') {
    const fix = who === null ? null : fixFor(error, who)
    const message = `Snowflake did not make vectors of its passages (${error.code}).`
    return { code: 'embedding_refused', message, isFinal: false, ...(fix === null ? {} : { fix }) }
  }
  if (error instanceof SqlError || error instanceof CortexError) {
    const fix = who === null || !isNotGranted(error) ? null : tablesFix(who)
    const message = `Snowflake did not take its passages into Cortex Search (${error.code ?? 'no answer'}).`
    return { code: 'search_refused', message, isFinal: false, ...(fix === null ? {} : { fix }) }
  }
  return { code: 'internal', message: 'Something went wrong on our side. Please try again.', isFinal: false }
}

/** No such object or no right to it, no right to do this with it, and no warehouse that may be used. */
const NOT_GRANTED = new Set(['002003', '002043', '003001', '000606'])

export const isNotGranted = (error: unknown) => error instanceof SqlError && NOT_GRANTED.has(error.code ?? '')

export function tablesFix({ role, place }: Who): string | null {
  return place && grantPassagesSql({ ...place, role, tables: [tableOf(false), tableOf(true)] })
}

function fixFor(error: CortexError, { role, embeddingModel }: Who): string | null {
  if (lacksCortexRole(error)) return grantCortexSql(role)
  return error.code === 'model_not_allowed' ? grantModelSql({ model: embeddingModel, role }) : null
}
