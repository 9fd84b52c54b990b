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
}

export const newOwner = (tenant: string, owner: string = randomUUID()): RowOwner => ({
  tenant,
  owner,
  canary: `canary-${randomUUID().slice(0, 8)}`,
})

/** How a row of each tenant table is made. A table that is missing here fails the tests that ask every table. */
export const ROW_SEEDS: Readonly<Record<string, (by: RowOwner, ids: SeededIds) => readonly [string, unknown[]]>> = {
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
}

/** A user, and a row in every tenant table but the record, which only the server writes. */
export async function seedRows(db: DatabaseOwner, by: RowOwner): Promise<SeededIds> {
  const ids = {
    conversation: randomUUID(),
    question: randomUUID(),
    answer: randomUUID(),
    generation: randomUUID(),
    apiKey: randomUUID(),
    prompt: randomUUID(),
  }
  await db.query(
    `INSERT INTO identity.users (id, email, email_key, name) VALUES ($1, $2, $2, $3) ON CONFLICT DO NOTHING`,
    [by.owner, `${by.canary}@example.com`, by.canary],
  )
  for (const seed of Object.values(ROW_SEEDS)) await db.query(...seedOf(seed, by, ids))
  await db.query('UPDATE coco.conversations SET leaf_id = $1 WHERE id = $2', [ids.answer, ids.conversation])
  return ids
}

function seedOf(seed: (typeof ROW_SEEDS)[string], by: RowOwner, ids: SeededIds): [string, unknown[]] {
  const [sql, values] = seed(by, ids)
  return [sql, values]
}
