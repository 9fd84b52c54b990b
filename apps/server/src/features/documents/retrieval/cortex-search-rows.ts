import type { SqlBinding } from '@coco/core/snowflake/bind-values'
import type { SqlClient } from '@coco/core/snowflake/sql-client'
import type { TenantDocuments } from '@coco/core/tenants/tenant'
import { embeddedText } from './add-vectors.ts'
import type { IndexedDocument, IndexedPassage } from './retriever.ts'

/** What a tenant may do with the tables that its search services search, as its own Snowflake user. */
export interface CortexSearchRows {
  tenant: string
  place: TenantDocuments
  execute: SqlClient['execute']
  signal: AbortSignal | undefined
  /** When the server ends nobody waits any more, not even for what was sent: the next start deletes it. */
  closing: AbortSignal
}

/** Of one statement; a passage has some thousand characters. */
const ROWS_PER_STATEMENT = 40
/** A warehouse that slept has to wake up first. */
const STATEMENT_SECONDS = 60

/** Personal passages lie in a table, and are found by a service, of their own (sql/04_documents.sql). */
export const tableOf = (isPersonal: boolean) => (isPersonal ? 'PERSONAL_PASSAGES' : 'PASSAGES')
export const serviceOf = (isPersonal: boolean) => `${tableOf(isPersonal)}_SEARCH`

/**
 * Puts a document's passages in the place of what is there of it. `onProgress` hears how many are written.
 * @throws SqlError, the signal's reason; nothing is being written any more then, and what was stays until the next call or `deleteRows`
 */
export async function replaceRows(
  rows: CortexSearchRows,
  document: IndexedDocument,
  passages: readonly IndexedPassage[],
  onProgress: (done: number) => void,
): Promise<void> {
  await deleteRows(rows, document)
  for (let start = 0; start < passages.length; start += ROWS_PER_STATEMENT) {
    const some = passages.slice(start, start + ROWS_PER_STATEMENT)
    const bindings = some.flatMap((passage) => rowOf(rows.tenant, document, passage))
    // Snowflake finishes what it was sent whether or not anybody still listens, and a DELETE that came after would be done first.
    rows.signal?.throwIfAborted()
    await run(
      { ...rows, signal: rows.closing },
      insertInto(pathOf(rows.place, document.isPersonal), some.length),
      bindings,
    )
    onProgress(start + some.length)
  }
}

/** Of a document that has no rows there, none. @throws SqlError */
export async function deleteRows(
  rows: CortexSearchRows,
  { id, isPersonal }: Pick<IndexedDocument, 'id' | 'isPersonal'>,
): Promise<void> {
  await run(rows, `DELETE FROM ${pathOf(rows.place, isPersonal)} WHERE DOCUMENT_ID = ?`, [id])
}

async function run({ execute, place, signal }: CortexSearchRows, sql: string, bindings: SqlBinding[]): Promise<void> {
  const { warehouse } = place
  await execute(sql, {
    bindings,
    warehouse,
    timeoutSeconds: STATEMENT_SECONDS,
    ...(signal === undefined ? {} : { signal }),
  })
}

/** Names of a tenants file need no quotes: it takes no others. */
function pathOf({ database, schema }: TenantDocuments, isPersonal: boolean): string {
  return `${database}.${schema}.${tableOf(isPersonal)}`
}

/** A list of values takes no function calls, so tags become an array on the way out of it (snowflake docs: values). */
function insertInto(path: string, count: number): string {
  const values = Array.from({ length: count }, () => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')
  return `INSERT INTO ${path} (PASSAGE_ID, TENANT_ID, DOCUMENT_ID, POSITION, TITLE, TAGS, HEADINGS, CONTENT)
SELECT column1, column2, column3, column4, column5, PARSE_JSON(column6)::ARRAY, column7, column8 FROM VALUES ${values}`
}

/** What is searched is the passage under its title and headings, as where Coco makes the vectors itself. */
function rowOf(tenant: string, { id, title, tags }: IndexedDocument, passage: IndexedPassage): SqlBinding[] {
  const { position, headings } = passage
  const tagList = JSON.stringify(tags)
  return [`${id}/${position}`, tenant, id, position, title, tagList, headings.join(' / '), embeddedText(title, passage)]
}
