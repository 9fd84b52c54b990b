import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { ConversationId, MessageId } from '@coco/shared/ids'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import { conversations } from '../../../store/tables/conversation-tables.ts'
import type { Owner } from '../generation/generations.ts'

/** Changes a conversation. Its moment grows with every change, whatever the clock does. */
export async function touch(
  tx: TenantTx,
  { tenantId, ownerId }: ReturnType<typeof ownOf>,
  id: ConversationId,
  at: Date,
  change: { leafId?: MessageId | null | SQL; title?: SQL<string>; parameters?: ConversationParameters } = {},
): Promise<void> {
  const updatedAt = sql`greatest(${at.toISOString()}::timestamptz, ${conversations.updatedAt} + interval '1 millisecond')`
  await tx
    .update(conversations)
    .set({ ...change, updatedAt })
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.ownerId, ownerId), eq(conversations.id, id)))
}

/** The owner as the tables write it. */
export function ownOf({ tenant, subject }: Owner) {
  return { tenantId: tenant as string, ownerId: subject }
}
