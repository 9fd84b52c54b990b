import { type SearchHit } from '@coco/shared/conversation-views'
import { sql } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { conversations, messages } from '../../store/tables/conversation-tables.ts'
import type { Cursor } from '../../platform/list-cursor.ts'
import { exactMoment, isAfter } from '../../platform/list-page.ts'

/** As much of a message as is indexed, and shown from. */
const INDEXED_CHARS = 100_000
const HEADLINE = 'MaxWords=28, MinWords=12, ShortWord=0, StartSel="", StopSel=""'

export interface HitRow extends Record<string, unknown> {
  conversationId: string
  title: string
  messageId: string | null
  role: SearchHit['role']
  snippet: string
  at: Date | string
  exactAt: string
  cursorId: string
}

/**
 * Messages and titles in which all of the words are, newest first. Only the owner's own are looked at, by the index that
 * begins with tenant and owner: under a policy a full-text index is of no use to the planner.
 */
export async function searchRows(
  tx: TenantTx,
  { tenant, subject }: Insider,
  { query, cursor, maxRows }: { query: string; cursor: Cursor | null; maxRows: number },
): Promise<HitRow[]> {
  const m = messages
  const c = conversations
  const { rows } = await tx.execute<HitRow>(sql`
    WITH query AS MATERIALIZED (SELECT to_tsquery('simple', ${query}) AS words),
    found AS (
      (SELECT ${m.conversationId} AS conversation_id, ${m.id} AS message_id, ${m.id} AS cursor_id, ${m.role} AS role, ${m.createdAt} AS at
       FROM ${m}
       WHERE ${m.tenantId} = ${tenant} AND ${m.ownerId} = ${subject} AND ${m.search} @@ (SELECT words FROM query)
         AND EXISTS (SELECT FROM ${c} WHERE ${c.tenantId} = ${tenant} AND ${c.ownerId} = ${subject}
                       AND ${c.id} = ${m.conversationId} AND ${c.removedAt} IS NULL)
         AND ${isAfter(cursor, m.createdAt, m.id) ?? sql`true`}
       ORDER BY ${m.createdAt} DESC, ${m.id} DESC LIMIT ${maxRows})
      UNION ALL
      (SELECT ${c.id}, NULL, ${c.id}, NULL, ${c.createdAt}
       FROM ${c}
       WHERE ${c.tenantId} = ${tenant} AND ${c.ownerId} = ${subject} AND ${c.removedAt} IS NULL
         AND to_tsvector('simple', ${c.title}) @@ (SELECT words FROM query)
         AND ${isAfter(cursor, c.createdAt, c.id) ?? sql`true`}
       ORDER BY ${c.createdAt} DESC, ${c.id} DESC LIMIT ${maxRows})
      ORDER BY at DESC, cursor_id DESC LIMIT ${maxRows}
    )
    SELECT found.conversation_id AS "conversationId", ${c.title} AS title, found.message_id AS "messageId", found.role,
           found.at, ${exactMoment(sql`found.at`)} AS "exactAt", found.cursor_id AS "cursorId",
           CASE WHEN found.message_id IS NULL THEN ${c.title}
                ELSE ts_headline('simple', left(${m.content}, ${INDEXED_CHARS}), (SELECT words FROM query), ${HEADLINE})
           END AS snippet
    FROM found
    JOIN ${c} ON ${c.tenantId} = ${tenant} AND ${c.ownerId} = ${subject} AND ${c.id} = found.conversation_id
    LEFT JOIN ${m} ON ${m.tenantId} = ${tenant} AND ${m.ownerId} = ${subject} AND ${m.id} = found.message_id
    ORDER BY found.at DESC, found.cursor_id DESC`)
  return rows
}
