import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Cursor, writeCursor } from './list-cursor.ts'

/** A moment as the cursor keeps it: a number of ours would lose the microseconds. */
export const exactMoment = (column: PgColumn | SQL) => sql<string>`(${column} AT TIME ZONE 'UTC')::text || '+00'`

/** What comes after the cursor in a list ordered by moment and id, newest first. */
export function isAfter(cursor: Cursor | null, at: PgColumn | SQL, id: PgColumn | SQL): SQL | undefined {
  return cursor === null ? undefined : sql`(${at}, ${id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
}

/** One row more than asked for says whether there is a next page. */
export function cutPage<R extends { exactAt: string; cursorId: string }>(rows: readonly R[], limit: number) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { page, nextCursor: hasMore ? writeCursor({ at: last.exactAt, id: last.cursorId }) : null }
}
