import { NO_PARAMETERS, NO_RULES } from '@coco/shared/answer-defaults'
import type { DatabaseOwner } from '@coco/testkit/database-owner'
import { randomUUID } from 'node:crypto'

/** Somebody who has rows: `owner` is a person's id or that of a key's service principal. */
export interface RowOwner {
  tenant: string
  owner: string
  /** In every text of theirs, so that it is found wherever it should not be. */
  canary: string
}

export interface SeededIds {
  conversation: string
  question: string
  answer: string
  generation: string
  apiKey: string
  prompt: string
  document: string
  personalDocument: string
  upload: string
}

export const newIds = (): SeededIds => ({
  conversation: randomUUID(),
  question: randomUUID(),
  answer: randomUUID(),
  generation: randomUUID(),
  apiKey: randomUUID(),
  prompt: randomUUID(),
  document: randomUUID(),
  personalDocument: randomUUID(),
  upload: randomUUID(),
})

export const newOwner = (tenant: string, owner: string = randomUUID()): RowOwner => ({
  tenant,
  owner,
  canary: `canary-${randomUUID().slice(0, 8)}`,
})

type RowSeed = (by: RowOwner, ids: SeededIds) => readonly [string, unknown[]]

// Documents are without the canary: the whole tenant may read them, and whoever may read what is personal these too.
const document =
  (part: '' | 'personal_'): RowSeed =>
  ({ tenant, owner }, ids) => [
    `INSERT INTO coco.${part}documents (tenant_id, id, title, media_type, sha256, characters, passage_count, state, uploaded_by)
     VALUES ($1, $2, 'shared', 'text/plain', $3, 6, 1, 'ready', $4)`,
    [tenant, documentOf(part, ids), randomUUID(), owner],
  ]
const passage =
  (part: '' | 'personal_'): RowSeed =>
  ({ tenant }, ids) => [
    `INSERT INTO coco.${part}passages (tenant_id, document_id, position, content, search)
     VALUES ($1, $2, 0, 'shared', to_tsvector('simple', 'shared'))`,
    [tenant, documentOf(part, ids)],
  ]
const passageVector =
  (part: '' | 'personal_'): RowSeed =>
  ({ tenant }, ids) => [
    `INSERT INTO coco.${part}passage_vectors (tenant_id, document_id, position, model, embedding)
     VALUES ($1, $2, 0, 'any', array_fill(0.03::real, ARRAY[768])::vector)`,
    [tenant, documentOf(part, ids)],
  ]
const documentOf = (part: '' | 'personal_', ids: SeededIds) => (part === '' ? ids.document : ids.personalDocument)

/** How a row of each tenant table is made. A table that is missing here fails the tests that ask every table. */
export const ROW_SEEDS: Readonly<Record<string, RowSeed>> = {
  'coco.memberships': ({ tenant, owner }) => [
    `INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ($1, $2, '{member}') ON CONFLICT DO NOTHING`,
    [tenant, owner],
  ],
  'coco.api_keys': ({ tenant, owner, canary }, { apiKey }) => [
    `INSERT INTO coco.api_keys (tenant_id, id, principal_id, name, prefix, hash, roles)
     VALUES ($1, $2, $3, $4, 'coco_x', $5, '{member}')`,
    [tenant, apiKey, owner, canary, `hash of ${apiKey}`],
  ],
  'coco.tenant_settings': ({ tenant, canary }) => [
    'INSERT INTO coco.tenant_settings (tenant_id, conversation_days, answer_rules) VALUES ($1, 365, $2) ON CONFLICT DO NOTHING',
    [tenant, JSON.stringify({ ...NO_RULES, systemPrompt: canary })],
  ],
  'coco.conversations': ({ tenant, owner, canary }, { conversation }) => [
    'INSERT INTO coco.conversations (tenant_id, owner_id, id, title, parameters) VALUES ($1, $2, $3, $4, $5)',
    [tenant, owner, conversation, canary, JSON.stringify({ ...NO_PARAMETERS, instructions: canary })],
  ],
  'coco.messages': ({ tenant, owner, canary }, { conversation, question, answer, generation }) => [
    `INSERT INTO coco.messages (tenant_id, owner_id, conversation_id, id, parent_id, role, content, generation_id)
     VALUES ($1, $2, $3, $4, NULL, 'user', $5, NULL), ($1, $2, $3, $6, $4, 'assistant', $5, $7)`,
    [tenant, owner, conversation, question, canary, answer, generation],
  ],
  'coco.generations': ({ tenant, owner, canary }, { conversation, answer, generation }) => [
    `INSERT INTO coco.generations (tenant_id, owner_id, id, conversation_id, message_id, status, model, request_id)
     VALUES ($1, $2, $3, $4, $5, 'interrupted', 'claude-4-sonnet', $6)`,
    [tenant, owner, generation, conversation, answer, canary],
  ],
  'coco.feedback': ({ tenant, owner, canary }, { answer }) => [
    `INSERT INTO coco.feedback (tenant_id, owner_id, message_id, rating, note) VALUES ($1, $2, $3, 'bad', $4)`,
    [tenant, owner, answer, canary],
  ],
  'coco.prompts': ({ tenant, owner, canary }, { prompt }) => [
    'INSERT INTO coco.prompts (tenant_id, owner_id, id, title, content) VALUES ($1, $2, $3, $4, $4)',
    [tenant, owner, prompt, canary],
  ],
  // Without the canary: the whole tenant may read it.
  'coco.shared_prompts': ({ tenant, owner }) => [
    `INSERT INTO coco.shared_prompts (tenant_id, author_id, id, title, content) VALUES ($1, $2, $3, 'shared', 'shared')`,
    [tenant, owner, randomUUID()],
  ],
  'coco.usage': ({ tenant, owner, canary }) => [
    `INSERT INTO coco.usage (tenant_id, id, owner_id, kind, model, is_whole) VALUES ($1, $2, $3, 'chat', $4, true)`,
    [tenant, randomUUID(), owner, canary],
  ],
  'coco.documents': document(''),
  'coco.personal_documents': document('personal_'),
  'coco.passages': passage(''),
  'coco.personal_passages': passage('personal_'),
  'coco.passage_vectors': passageVector(''),
  'coco.personal_passage_vectors': passageVector('personal_'),
  'coco.uploads': ({ tenant, owner, canary }, { upload }) => [
    `INSERT INTO coco.uploads (tenant_id, owner_id, id, file_name, media_type, bytes, sha256, state, title, sections)
     VALUES ($1, $2, $3, $4, 'text/plain', 6, $5, 'ready', $4, $6)`,
    [tenant, owner, upload, canary, randomUUID(), JSON.stringify([{ headings: [], page: null, text: canary }])],
  ],
}

/** A user, and a row in every tenant table that is there but the record, which only the server writes. */
export async function seedRows(db: DatabaseOwner, by: RowOwner): Promise<SeededIds> {
  const ids = newIds()
  await db.query(
    `INSERT INTO identity.users (id, email, email_key, name) VALUES ($1, $2, $2, $3) ON CONFLICT DO NOTHING`,
    [by.owner, `${by.canary}@example.com`, by.canary],
  )
  for (const [table, seed] of Object.entries(ROW_SEEDS)) {
    // Vectors are only where the database has pgvector.
    if (table.endsWith('_vectors') && !(await isThere(db, table))) continue
    await db.query(...seedOf(seed, by, ids))
  }
  await db.query('UPDATE coco.conversations SET leaf_id = $1 WHERE id = $2', [ids.answer, ids.conversation])
  return ids
}

async function isThere(db: DatabaseOwner, table: string): Promise<boolean> {
  const { rows } = await db.query<{ isThere: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS "isThere"`, [table])
  return rows[0]?.isThere === true
}

function seedOf(seed: RowSeed, by: RowOwner, ids: SeededIds): [string, unknown[]] {
  const [sql, values] = seed(by, ids)
  return [sql, values]
}
