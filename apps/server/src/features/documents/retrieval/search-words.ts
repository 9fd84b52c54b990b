import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '@coco/shared/ids'
import type { TenantTx } from '../../../store/doors.ts'
import type { DocumentPart } from './document-parts.ts'
import type { QuestionWord } from './question-words.ts'

/** A passage in which words of the question stand. */
export interface WordHit {
  documentId: string
  position: number
  /** How much of the question stands in it, from 0 to 1: a rare word is more of it than a common one. */
  coverage: number
  /** For the order: more than `coverage` where the title or a heading has the words. */
  score: number
}

/** What the words of a title and of headings count for beside their counting as words. */
const ABOVE_WEIGHT = 0.35

/**
 * Passages with words of the question, best first. How rare a word is, is counted in what the viewer may read, at this
 * moment and whatever tags are asked for: among the few passages of one tag the word that all of them are about would count
 * for nothing. One that stands nowhere is the rarest, so that a question about something else is covered nowhere.
 *
 * All of the tenant's part is looked through: the database lets no index on words in front of a policy.
 */
export async function searchWords(
  tx: TenantTx,
  parts: readonly DocumentPart[],
  {
    tenant,
    words,
    tags,
    limit,
  }: { tenant: TenantId; words: readonly QuestionWord[]; tags: readonly string[]; limit: number },
): Promise<WordHit[]> {
  if (words.length === 0) return []
  const queries = words.map((word) => sql`${anyOf(word)}::tsquery`)
  const any = sql`${words.map((word) => anyOf(word)).join(' | ')}::tsquery`
  const column = (kind: string, index: number) => sql.raw(`${kind}${index}`)
  const each = (of: (index: number) => SQL, by: SQL) =>
    sql.join(
      words.map((_, index) => of(index)),
      by,
    )

  const found = parts.map(
    ({ documents, passages }) => sql`
      SELECT p.document_id, p.position, ${carriesTag(tags)} AS is_wanted, ${each((index) => sql`p.search @@ ${queries[index]} AS ${column('has', index)}`, sql`, `)}
      FROM ${passages} p JOIN ${documents} d ON d.tenant_id = p.tenant_id AND d.id = p.document_id
      WHERE p.tenant_id = ${tenant} AND d.state = 'ready' AND p.search @@ ${any}`,
  )
  const sizes = parts.map(
    ({ documents }) => sql`
      SELECT coalesce(sum(d.passage_count), 0) AS size FROM ${documents} d
      WHERE d.tenant_id = ${tenant} AND d.state = 'ready'`,
  )
  const best = parts.map(
    ({ passages }) => sql`
      SELECT b.document_id, b.position, b.sum,
        ${each((index) => sql`CASE WHEN p.search @@ ${above(words[index])}::tsquery THEN r.${column('rare', index)} ELSE 0 END`, sql` + `)} AS of_title
      FROM best b CROSS JOIN rarity r
      JOIN ${passages} p ON p.tenant_id = ${tenant} AND p.document_id = b.document_id AND p.position = b.position`,
  )
  const { rows } = await tx.execute<{ document_id: string; position: number; coverage: number; of_title: number }>(sql`
    WITH found AS MATERIALIZED (${sql.join(found, sql` UNION ALL `)}),
    sizes AS (SELECT sum(size) AS size FROM (${sql.join(sizes, sql` UNION ALL `)}) each),
    counts AS (SELECT ${each((index) => sql`count(*) FILTER (WHERE ${column('has', index)}) AS ${column('count', index)}`, sql`, `)} FROM found),
    rarity AS (
      SELECT ${each((index) => sql`ln(1 + (greatest(size, ${column('count', index)}) - ${column('count', index)} + 0.5) / (${column('count', index)} + 0.5))::float8 AS ${column('rare', index)}`, sql`, `)}
      FROM counts, sizes
    ),
    best AS MATERIALIZED (
      SELECT document_id, position,
        ${each((index) => sql`CASE WHEN ${column('has', index)} THEN ${column('rare', index)} ELSE 0 END`, sql` + `)} AS sum
      FROM found, rarity WHERE is_wanted ORDER BY sum DESC, document_id, position LIMIT ${limit}
    )
    SELECT scored.document_id, scored.position, sum / whole AS coverage, of_title / whole AS of_title
    FROM (${sql.join(best, sql` UNION ALL `)}) scored,
      (SELECT ${each((index) => column('rare', index), sql` + `)} AS whole FROM rarity) AS question`)
  return rows
    .map(({ document_id: documentId, position, coverage, of_title: ofTitle }) => {
      return { documentId, position, coverage, score: coverage + ABOVE_WEIGHT * ofTitle }
    })
    .sort((a, b) => b.score - a.score || a.documentId.localeCompare(b.documentId) || a.position - b.position)
}

/** Under the name `d`; no tag named: every document. */
export function carriesTag(tags: readonly string[]): SQL {
  return tags.length === 0 ? sql`true` : sql`d.tags && ${sql.param([...tags])}::text[]`
}

/** From this length on a word finds those that begin with it too, as its compounds do in German. */
const BEGINNING_MIN = 5

function anyOf(word: QuestionWord, weights = ''): string {
  const wanted = word.lexemes.map((lexeme) => `${quoted(lexeme)}:${lexeme.length < BEGINNING_MIN ? '' : '*'}${weights}`)
  return wanted.map((term) => (term.endsWith(':') ? term.slice(0, -1) : term)).join(' | ')
}

function above(word: QuestionWord | undefined): string {
  return word === undefined ? '' : anyOf(word, 'AB')
}

function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
