import { CortexError } from '@coco/core/cortex/cortex-error'
import { grantCortexSql, grantModelSql } from '@coco/core/cortex/model-role'
import { lacksCortexRole } from '@coco/core/cortex/upstream-failure'
import { SqlError } from '@coco/core/snowflake/sql-error'
import type { UploadProblem } from '@coco/shared/document-views'
import { UploadProblemError } from './ingest/upload-problem.ts'
import { isDiskFull } from './try-again.ts'

/**
 * Why a file did not become a document, for its owner. What is not known by name says nothing of itself.
 * @param who the tenant's role in Snowflake, and the model of its vectors
 */
export function problemOf(error: unknown, who: { role: string; embeddingModel: string } | null): UploadProblem {
  if (error instanceof UploadProblemError) return error.problem
  if (isDiskFull(error)) {
    return { code: 'store_full', message: "The disk of Coco's database is full. The operator knows.", isFinal: false }
  }
  if (error instanceof CortexError) {
    const fix = who === null ? null : fixFor(error, who)
    const message = `Snowflake did not make vectors of its passages (${error.code}).`
    return { code: 'embedding_refused', message, isFinal: false, ...(fix === null ? {} : { fix }) }
  }
  if (error instanceof SqlError) {
    const message = `Snowflake did not take its passages into Cortex Search (${error.code ?? 'no answer'}).`
    return { code: 'search_refused', message, isFinal: false }
  }
  return { code: 'internal', message: 'Something went wrong on our side. Please try again.', isFinal: false }
}

function fixFor(error: CortexError, { role, embeddingModel }: { role: string; embeddingModel: string }): string | null {
  if (lacksCortexRole(error)) return grantCortexSql(role)
  return error.code === 'model_not_allowed' ? grantModelSql({ model: embeddingModel, role }) : null
}
