import { NO_RULES } from '@coco/shared/answer-defaults'
import type { DatabaseOwner } from '@coco/testkit/database-owner'
import { createHash, randomUUID } from 'node:crypto'

/** One person with a row in every table, or one more for a person who is there. */
export interface Somebody {
  personId: string
  tenant: string
  conversationId: string
  generationId: string
  /** In everything that they wrote, were answered or called something. */
  canary: string
}

/** Writes a row into every table that keeps something of a person or a tenant, with a word in it that is found again. */
export async function writeSomebody(
  owner: DatabaseOwner,
  { tenant, personId, daysOld = 0 }: { tenant: string; personId?: string; daysOld?: number },
): Promise<Somebody> {
  const who = personId ?? randomUUID()
  const [conversationId, generationId, messageId, sessionId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const canary = `CANARY-${randomUUID()}`
  const hash = (what: string) => createHash('sha256').update(`${what} ${canary}`).digest('hex')
  const then = "now() - $1 * interval '1 day'"
  const run = (sql: string, ...values: unknown[]) => owner.query(sql, values)
  if (personId === undefined) {
    const email = `${canary}@example.com`
    await run(
      'INSERT INTO identity.users (id, email, email_key, name) VALUES ($1, $2, lower($2), $3)',
      who,
      email,
      canary,
    )
    await run(
      'INSERT INTO identity.external_accounts (issuer, subject, user_id) VALUES ($1, $2, $3)',
      'https://issuer.example',
      canary,
      who,
    )
  }
  await run(
    `INSERT INTO identity.sessions (id, user_id, tenant_id, method, expires_at, user_agent)
     VALUES ($1, $2, $3, 'password', now() + interval '1 day', $4)`,
    sessionId,
    who,
    tenant,
    canary,
  )
  await run('INSERT INTO identity.refresh_tokens (hash, session_id) VALUES ($1, $2)', hash('refresh'), sessionId)
  await run(
    `INSERT INTO identity.one_time_links (hash, kind, user_id, tenant_id, roles, expires_at)
     VALUES ($1, 'invitation', $2, $3, '{member}', now() + interval '1 day')`,
    hash('link'),
    who,
    tenant,
  )
  await run(
    `INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ($1, $2, '{member}') ON CONFLICT DO NOTHING`,
    tenant,
    who,
  )
  await run(
    `INSERT INTO coco.api_keys (tenant_id, id, principal_id, name, prefix, hash, roles)
     VALUES ($1, $2, $3, $4, 'coco_', $5, '{member}')`,
    tenant,
    randomUUID(),
    randomUUID(),
    `key of ${tenant}`,
    hash('key'),
  )
  await run(
    'INSERT INTO coco.tenant_settings (tenant_id, answer_rules) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    tenant,
    JSON.stringify(NO_RULES),
  )
  await run(
    `INSERT INTO coco.conversations (tenant_id, owner_id, id, title, parameters, created_at, updated_at)
     VALUES ($2, $3, $4, $5, jsonb_build_object('instructions', $5::text), ${then}, ${then})`,
    daysOld,
    tenant,
    who,
    conversationId,
    canary,
  )
  await run(
    `INSERT INTO coco.messages (tenant_id, owner_id, conversation_id, id, role, content, reasoning)
     VALUES ($1, $2, $3, $4, 'assistant', $5, $5)`,
    tenant,
    who,
    conversationId,
    messageId,
    canary,
  )
  await run(
    `INSERT INTO coco.feedback (tenant_id, owner_id, message_id, rating, note) VALUES ($1, $2, $3, 'bad', $4)`,
    tenant,
    who,
    messageId,
    canary,
  )
  await run(
    `INSERT INTO coco.generations (tenant_id, owner_id, id, conversation_id, message_id, status, model, request_id)
     VALUES ($1, $2, $3, $4, $5, 'done', 'claude-4-sonnet', 'r')`,
    tenant,
    who,
    generationId,
    conversationId,
    messageId,
  )
  await run(
    `INSERT INTO coco.usage (tenant_id, id, owner_id, kind, model, generation_id, is_whole)
     VALUES ($1, $2, $3, 'chat', 'claude-4-sonnet', $4, true)`,
    tenant,
    randomUUID(),
    who,
    generationId,
  )
  for (const [table, column] of [
    ['prompts', 'owner_id'],
    ['shared_prompts', 'author_id'],
  ]) {
    await run(
      `INSERT INTO coco.${table} (tenant_id, ${column}, id, title, content) VALUES ($1, $2, $3, $4, $4)`,
      tenant,
      who,
      randomUUID(),
      canary,
    )
  }
  await run(
    `INSERT INTO coco.uploads (tenant_id, owner_id, id, file_name, media_type, bytes, sha256, state, title, sections)
     VALUES ($1, $2, $3, $4, 'text/plain', 1, $5, 'ready', $4, $6)`,
    tenant,
    who,
    randomUUID(),
    canary,
    hash('upload'),
    JSON.stringify([{ headings: [], page: null, text: canary }]),
  )
  for (const part of ['', 'personal_']) await writeDocument(owner, part, { tenant, uploadedBy: who })
  return { personId: who, tenant, conversationId, generationId, canary }
}

/** Without the canary: what somebody hands in is the tenant's, and stays. */
async function writeDocument(
  owner: DatabaseOwner,
  part: string,
  { tenant, uploadedBy }: { tenant: string; uploadedBy: string },
): Promise<void> {
  const id = randomUUID()
  await owner.query(
    `INSERT INTO coco.${part}documents (tenant_id, id, title, media_type, sha256, characters, passage_count, state, uploaded_by)
     VALUES ($1, $2, 'shared', 'text/plain', $3, 6, 1, 'ready', $4)`,
    [tenant, id, randomUUID(), uploadedBy],
  )
  await owner.query(
    `INSERT INTO coco.${part}passages (tenant_id, document_id, position, content, search)
     VALUES ($1, $2, 0, 'shared', to_tsvector('simple', 'shared'))`,
    [tenant, id],
  )
  const vectors = `coco.${part}passage_vectors`
  const { rows } = await owner.query<{ isThere: boolean }>('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [vectors])
  if (rows[0]?.isThere !== true) return
  await owner.query(
    `INSERT INTO ${vectors} (tenant_id, document_id, position, model, embedding)
     VALUES ($1, $2, 0, 'any', array_fill(0.03::real, ARRAY[768])::vector)`,
    [tenant, id],
  )
}

/** The tables in which a text stands anywhere in a row, whatever the column: the whole database is looked through. */
export async function tablesWith(owner: DatabaseOwner, text: string): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg_toast%' ORDER BY 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await owner.query(`SELECT FROM ${name} AS t WHERE strpos(lower(t::text), lower($1)) > 0 LIMIT 1`, [
      text,
    ])
    if (rows.length > 0) found.push(name)
  }
  return found
}

/** Every row of every table as text, for comparing before and after. */
export async function everyRowWith(owner: DatabaseOwner, text: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await tablesWith(owner, text)) {
    const { rows } = await owner.query<{ row: string }>(
      `SELECT t::text AS row FROM ${name} AS t WHERE strpos(lower(t::text), lower($1)) > 0`,
      [text],
    )
    found.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return found.sort()
}
