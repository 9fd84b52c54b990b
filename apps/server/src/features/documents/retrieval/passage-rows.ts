import type { PassageView } from '@coco/shared/document-views'
import type { DocumentId, TenantId } from '@coco/shared/ids'
import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../../store/doors.ts'
import { partsFor, PERSONAL_PART, PLAIN_PART } from './document-parts.ts'
import { searchableText } from './searchable-text.ts'

/** A passage as it was cut, with its place in the document, from 0. */
export interface NewPassage {
  position: number
  headings: readonly string[]
  page: number | null
  content: string
}

/** Rows of one statement: each takes about a millisecond to be cut into words. */
const ROWS_PER_STATEMENT = 50

/**
 * Writes passages of a document whose row is there. A transaction has seconds: give a large document's in several of some
 * hundred each.
 */
export async function insertPassages(
  tx: TenantTx,
  { tenant }: { tenant: TenantId },
  document: { isPersonal: boolean; documentId: DocumentId; title: string },
  added: readonly NewPassage[],
): Promise<void> {
  const table = (document.isPersonal ? PERSONAL_PART : PLAIN_PART).passages
  for (let start = 0; start < added.length; start += ROWS_PER_STATEMENT) {
    const rows = added.slice(start, start + ROWS_PER_STATEMENT).map(({ position, headings, page, content }) => ({
      tenantId: tenant,
      documentId: document.documentId,
      position,
      headings: [...headings],
      page,
      content,
      search: searchVector(document.title, headings, content),
    }))
    await tx.insert(table).values(rows)
  }
}

/**
 * What passages say, in the order of their keys and without those that are not there, not ready, or not to be read by the
 * viewer.
 */
export async function readPassages(
  tx: TenantTx,
  viewer: Insider,
  keys: readonly { documentId: DocumentId; position: number }[],
): Promise<PassageView[]> {
  if (keys.length === 0) return []
  const found = new Map<string, PassageView>()
  for (const { isPersonal, documents: document, passages: passage } of partsFor(viewer)) {
    const rows = await tx
      .select({
        documentId: passage.documentId,
        position: passage.position,
        title: document.title,
        tags: document.tags,
        headings: passage.headings,
        page: passage.page,
        content: passage.content,
      })
      .from(passage)
      .innerJoin(document, and(eq(document.tenantId, passage.tenantId), eq(document.id, passage.documentId)))
      .where(
        and(
          eq(passage.tenantId, viewer.tenant),
          eq(document.state, 'ready'),
          or(...keys.map((key) => and(eq(passage.documentId, key.documentId), eq(passage.position, key.position)))),
        ),
      )
    for (const row of rows) {
      const documentId = row.documentId as DocumentId
      found.set(keyOf(row), { ...row, documentId, isPersonal })
    }
  }
  return keys.flatMap((key) => found.get(keyOf(key)) ?? [])
}

function keyOf({ documentId, position }: { documentId: string; position: number }): string {
  return `${documentId}/${position}`
}

/**
 * Words as they stand and their English and German stems. Those of the title and the headings keep their places, and with
 * them their weight; those of the text do not, which halves what every search must look through.
 */
function searchVector(title: string, headings: readonly string[], content: string): SQL<string> {
  const [above, path, text] = [title, headings.join('\n'), content].map(searchableText)
  return sql<string>`setweight(${wordsOf(above)}, 'A') || setweight(${wordsOf(path)}, 'B') || strip(${wordsOf(text)})`
}

function wordsOf(text: string | undefined): SQL {
  return sql`(to_tsvector('simple', ${text}::text) || to_tsvector('english', ${text}::text) || to_tsvector('german', ${text}::text))`
}
