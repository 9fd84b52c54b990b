import { inArray, lt, or, sql } from 'drizzle-orm'
import type { Doors } from '../../store/doors.ts'
import { oneTimeLinks, sessions } from '../../store/tables/identity-tables.ts'
import { deleteInBatches } from './delete-in-batches.ts'

/** Long enough for whoever wants to know where somebody was signed in; an address is kept no longer than it serves. */
const DAYS = 30

/** Deletes sessions that ended or expired long ago, with their tokens, and links that nobody can use any more. */
export async function forgetOldSessions(
  { inIdentity }: Pick<Doors, 'inIdentity'>,
  signal?: AbortSignal,
): Promise<void> {
  const longAgo = sql`now() - make_interval(days => ${DAYS})`
  await deleteInBatches(
    (maxRows) =>
      inIdentity({}, async (tx) => {
        const old = tx
          .select({ id: sessions.id })
          .from(sessions)
          .where(or(lt(sessions.expiresAt, longAgo), lt(sessions.endedAt, longAgo)))
          .limit(maxRows)
        return (await tx.delete(sessions).where(inArray(sessions.id, old))).rowCount ?? 0
      }),
    signal,
  )
  await inIdentity({}, (tx) =>
    tx.delete(oneTimeLinks).where(or(lt(oneTimeLinks.expiresAt, longAgo), lt(oneTimeLinks.usedAt, longAgo))),
  )
}
