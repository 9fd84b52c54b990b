import type { Client } from 'pg'

/** Few words that are everywhere and many that are rare, as in any language. */
const VOCABULARY = 5_000
const WORDS_IN_A_MESSAGE = 120

/** Conversations of one owner, written straight into the tables. */
export async function seedConversations(
  database: Client,
  { tenant, owner }: { tenant: string; owner: string },
  conversations: number,
  turns: number,
): Promise<void> {
  await database.query(
    `WITH made AS (
       INSERT INTO coco.conversations (tenant_id, owner_id, id, title, created_at, updated_at)
       SELECT $1, $2, gen_random_uuid(), 'Conversation ' || n, now() - n * interval '1 minute', now() - n * interval '1 minute'
       FROM generate_series(1, $3::int) n
       RETURNING id, created_at
     )
     INSERT INTO coco.messages (tenant_id, owner_id, conversation_id, id, role, content, created_at)
     SELECT $1, $2, made.id, gen_random_uuid(), CASE WHEN turn % 2 = 1 THEN 'user' ELSE 'assistant' END,
       (SELECT string_agg('word' || floor($5 * power(random(), 3))::int, ' ') FROM generate_series(1, $6::int) WHERE turn > 0 AND made.id IS NOT NULL),
       made.created_at
     FROM made, generate_series(1, $4::int) turn`,
    [tenant, owner, conversations, turns, VOCABULARY, WORDS_IN_A_MESSAGE],
  )
}

/** What somebody may look for; the same in each run. */
export function someWords(seed: number, count: number): string {
  const nth = (index: number) =>
    Math.floor(VOCABULARY * ((((seed + 1) * 7_919 + index * 104_729) % 1_000) / 1_000) ** 3)
  return Array.from({ length: count }, (_, index) => `word${nth(index)}`).join(' ')
}
