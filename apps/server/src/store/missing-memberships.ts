import type { Client } from 'pg'

/**
 * Which of the three roles the user of the connection may not act as. Migrations do not need them once they have run, and every
 * question of the server does: a database that was restored for another owner is like that. One message, see check-isolation.ts.
 */
export async function missingMemberships(client: Pick<Client, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>(
    `SELECT rolname AS role FROM pg_roles
     WHERE rolname IN ('coco_app', 'coco_identity', 'coco_keeper') AND NOT pg_has_role(current_user, oid, 'MEMBER') ORDER BY 1`,
  )
  return rows.map(({ role }) => role)
}

/** @throws Error that says what an administrator has to run */
export async function requireMemberships(client: Pick<Client, 'query'>): Promise<void> {
  const missing = await missingMemberships(client)
  if (missing.length === 0) return
  throw new Error(
    `Cannot start: the user of DATABASE_URL may not act as ${missing.join(', ')}. An administrator runs once: GRANT ${missing.join(', ')} TO that user;`,
  )
}
