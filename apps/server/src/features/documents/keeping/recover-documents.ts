import type { TenantId } from '@coco/shared/ids'
import type { Background } from '../../../platform/background.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { Doors } from '../../../store/doors.ts'
import { uploadProblem } from '../ingest/upload-problem.ts'
import { failInterrupted, leaveAllUnfinished, listLeaving } from './keeper-rows.ts'
import type { TakeBack } from './take-back.ts'

/**
 * Takes away what a process that is gone left half-written. One process works on a database, so before anything is served
 * whatever is being written is written by nobody. Text that was read stays with its upload, and can be kept another time.
 */
export function createRecoverDocuments(deps: {
  tenants: () => readonly TenantId[]
  asKeeper: Doors['asKeeper']
  takeBack: TakeBack
  clock: Pick<Clock, 'now'>
  background: Background
  log: Logger
}): () => Promise<void> {
  const { problem } = uploadProblem('interrupted')

  async function recover(): Promise<void> {
    for (const tenant of deps.tenants()) {
      try {
        await recoverOf(tenant)
      } catch (error) {
        deps.log.error({ err: error, tenant }, 'what an earlier process left half-written stays until the next start')
      }
    }
  }

  async function recoverOf(tenant: TenantId): Promise<void> {
    const left = await deps.asKeeper({ tenant }, async (tx) => {
      const count = await failInterrupted(tx, tenant, problem, new Date(deps.clock.now()))
      await leaveAllUnfinished(tx, tenant)
      if (count > 0) deps.log.warn({ tenant, count }, 'uploads that were cut by the end of an earlier process')
      return listLeaving(tx, tenant)
    })
    // One after the other, and Snowflake may not be there yet: the start waits for nobody.
    if (left.length > 0) deps.background.run('taking back passages', () => deps.takeBack(tenant))
  }

  return recover
}
