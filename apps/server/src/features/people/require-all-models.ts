import { AppError } from '../../platform/app-error.ts'
import type { Viewer } from '../../trpc/viewer.ts'

/**
 * Whoever a key lets in, or gives more to, may name every model that Snowflake allows: one that may not itself could get
 * around its own list by way of them.
 *
 * @throws AppError forbidden
 */
export function requireAllModels({ models }: Viewer): void {
  if (models === null) return
  throw new AppError('forbidden', 'This API key is limited to some models, and people are not: it can let nobody in.')
}
