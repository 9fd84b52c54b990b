import type { Client } from 'pg'

/** Few words that are everywhere and many that are rare, as in any language. */
const VOCABULARY = 5_000
const WORDS_IN_A_PASSAGE = 150
const PASSAGES_OF_A_DOCUMENT = 100
/** Of one statement: the embedded database takes some seconds for it. */
const DOCUMENTS_AT_ONCE = 5

/** Documents of one tenant, written straight into the tables, with vectors in no particular direction where there are any. */
export async function seedPassages(
  database: Pick<Client, 'query'>,
  { tenant, isPersonal, hasVectors }: { tenant: string; isPersonal: boolean; hasVectors: boolean },
  passages: number,
): Promise<void> {
  const part = isPersonal ? 'personal_' : ''
  for (let left = passages / PASSAGES_OF_A_DOCUMENT; left > 0; left -= DOCUMENTS_AT_ONCE) {
    const { rows } = await database.query<{ id: string }>(
      `WITH made AS (
         INSERT INTO coco.${part}documents (tenant_id, id, title, media_type, sha256, characters, passage_count, state)
         SELECT $1, gen_random_uuid(), 'Document ' || n, 'text/plain', gen_random_uuid(), 1, $2, 'ready' FROM generate_series(1, $3::int) n
         RETURNING id
       ), texts AS (
         SELECT made.id, position, (
           SELECT string_agg('word' || floor($4 * power(random(), 3))::int, ' ') FROM generate_series(1, $5::int) WHERE position >= 0 AND made.id IS NOT NULL
         ) AS content FROM made, generate_series(0, $2::int - 1) position
       )
       INSERT INTO coco.${part}passages (tenant_id, document_id, position, content, search)
       SELECT $1, id, position, content,
         strip(to_tsvector('simple', content) || to_tsvector('english', content) || to_tsvector('german', content)) FROM texts
       RETURNING document_id AS id`,
      [tenant, PASSAGES_OF_A_DOCUMENT, Math.min(left, DOCUMENTS_AT_ONCE), VOCABULARY, WORDS_IN_A_PASSAGE],
    )
    if (!hasVectors) continue
    const ids = [...new Set(rows.map(({ id }) => id))]
    await database.query(
      `INSERT INTO coco.${part}passage_vectors (tenant_id, document_id, position, model, embedding)
       SELECT $1, document_id, position, $2,
         (SELECT array_agg(random() - 0.5) FROM generate_series(1, 768) WHERE position >= 0)::vector
       FROM coco.${part}passages WHERE tenant_id = $1 AND document_id = ANY ($3)`,
      [tenant, 'snowflake-arctic-embed-m-v1.5', ids],
    )
  }
}

/** What somebody may ask; the same in each run. */
export function someQuestion(seed: number): string {
  const nth = (index: number) =>
    Math.floor(VOCABULARY * ((((seed + 1) * 7_919 + index * 104_729) % 1_000) / 1_000) ** 3)
  return `What is the word${nth(0)} of word${nth(1)} and word${nth(2)}?`
}
