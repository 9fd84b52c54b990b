import { sql } from 'drizzle-orm'
import type { TenantTx } from './doors.ts'

/** Whoever counts and then writes does so alone: two at once would both find the last place free. */
export async function lockUntilCommit(tx: TenantTx, name: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`coco.${name}`}, 0))`)
}
