import type { Client } from 'pg'

interface Owner {
  tenant: string
  owner: string
}

/** A word that stands in the tenth question and nowhere else. */
export const RARE_WORD = 'kingfisher'

/** One conversation of so many messages, each the answer to the one before, written straight into the tables. @returns its id */
export async function seedLongConversation(
  database: Client,
  { tenant, owner }: Owner,
  messages: number,
): Promise<string> {
  const id = crypto.randomUUID()
  await database.query(
    `INSERT INTO coco.conversations (tenant_id, owner_id, id, title, created_at, updated_at)
     VALUES ($1, $2, $3, 'A long one', now() - interval '1 day', now())`,
    [tenant, owner, id],
  )
  const ids = Array.from({ length: messages }, () => crypto.randomUUID())
  const contents = ids.map((_, index) => (index % 2 === 0 ? question(index) : answer(index)))
  await database.query(
    `INSERT INTO coco.messages (tenant_id, owner_id, conversation_id, id, parent_id, role, content, created_at)
     SELECT $1, $2, $3, ids.id, ids.parent, CASE WHEN n % 2 = 1 THEN 'user' ELSE 'assistant' END, ids.content,
       now() - interval '1 day' + n * interval '1 second'
     FROM unnest($4::uuid[], $5::uuid[], $6::text[]) WITH ORDINALITY AS ids (id, parent, content, n) ORDER BY n`,
    [tenant, owner, id, ids, [null, ...ids.slice(0, -1)], contents],
  )
  await database.query('UPDATE coco.conversations SET leaf_id = $2 WHERE id = $1', [id, ids.at(-1)])
  return id
}

const question = (index: number) =>
  index === 18 ? `Where does the ${RARE_WORD} live?` : `Question ${index / 2 + 1}: how does part ${index} work?`

const answer = (index: number) =>
  `## Part ${index}\n\n${'The server keeps every answer whole, and each reader sees it grow. '.repeat(6)}\n\n` +
  `- first **point**\n- second \`point\`\n\n\`\`\`ts\nconst part${index} = ${index}\n\`\`\`\n`
