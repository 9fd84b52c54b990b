import { z } from 'zod'
import { ConversationParameters } from './answer-parameters.ts'
import { MAX_TOKENS_LIMIT } from './answer-limits.ts'
import { ConversationId, MessageId, TenantId } from './ids.ts'
import { isStorable, lineOfText, storableText } from './text-fields.ts'
import { MAX_FEEDBACK_NOTE_CHARS } from './text-limits.ts'

/** In UTF-16 units; a request body holds a megabyte. */
export const MAX_CONTENT_CHARS = 500_000

const Model = z.string().min(1).max(200).refine(isStorable, 'must be plain text')
const Cursor = z.string().max(200)
const Limit = z.number().int().min(1).max(100).default(30)
/** The caller's own mark for one intention: the same key again (a double click, a retry) is the same call. */
const IdempotencyKey = z.uuid()

const Asking = {
  /** Left out: the tenant's default model. */
  model: Model.optional(),
  /** For this answer alone. Left out: what is set for the conversation, else the defaults, within the tenant's bounds. */
  maxTokens: z.number().int().min(1).max(MAX_TOKENS_LIMIT).optional(),
  temperature: z.number().min(0).max(1).optional(),
  idempotencyKey: IdempotencyKey,
  /** The tenant that the page showed: a caller who is of another by now is refused. */
  writtenIn: TenantId.optional(),
}

export const SendInput = z.object({
  /** Left out: a new conversation. */
  conversationId: ConversationId.optional(),
  /**
   * What the message answers. Left out: the end of the chosen path. Null: the message begins the conversation, as an edited
   * first question does.
   */
  parentId: MessageId.nullish(),
  content: storableText(MAX_CONTENT_CHARS),
  /** For a new conversation; that of one that is there is changed with `setParameters`. */
  parameters: ConversationParameters.optional(),
  ...Asking,
})
export type SendInput = z.infer<typeof SendInput>

/** Another answer to the same question: a sibling of this one. */
export const RegenerateInput = z.object({ messageId: MessageId, ...Asking })
export type RegenerateInput = z.infer<typeof RegenerateInput>

/** More of an answer that was cut or interrupted: its text goes on. */
export const ContinueInput = z.object({ messageId: MessageId, ...Asking })
export type ContinueInput = z.infer<typeof ContinueInput>

export const SetParametersInput = z.object({ conversationId: ConversationId, parameters: ConversationParameters })
export type SetParametersInput = z.infer<typeof SetParametersInput>

export const ListConversationsInput = z.object({ cursor: Cursor.nullish(), limit: Limit })
export type ListConversationsInput = z.infer<typeof ListConversationsInput>

export const ConversationInput = z.object({ conversationId: ConversationId })
export type ConversationInput = z.infer<typeof ConversationInput>

export const RenameConversationInput = z.object({ conversationId: ConversationId, title: lineOfText(200) })
export type RenameConversationInput = z.infer<typeof RenameConversationInput>

/** How many conversations somebody may keep on top. */
export const PINNED_MAX = 50

export const PinConversationInput = z.object({ conversationId: ConversationId, isPinned: z.boolean() })
export type PinConversationInput = z.infer<typeof PinConversationInput>

/** The chosen path: from the first message down to this one, and on along its newest children. */
export const ChoosePathInput = z.object({ conversationId: ConversationId, messageId: MessageId })
export type ChoosePathInput = z.infer<typeof ChoosePathInput>

export const SearchConversationsInput = z.object({
  query: z.string().trim().min(1).max(200).refine(isStorable, 'must be plain text'),
  cursor: Cursor.nullish(),
  limit: Limit,
})
export type SearchConversationsInput = z.infer<typeof SearchConversationsInput>

export const ExportConversationInput = z.object({
  conversationId: ConversationId,
  format: z.enum(['markdown', 'json']),
})
export type ExportConversationInput = z.infer<typeof ExportConversationInput>

/** What one thinks of an answer of one's own; `null` takes that back. */
export const RateAnswerInput = z.object({
  messageId: MessageId,
  feedback: z
    .object({
      rating: z.enum(['good', 'bad']),
      note: z.string().trim().max(MAX_FEEDBACK_NOTE_CHARS).refine(isStorable, 'must be plain text').default(''),
    })
    .nullable(),
})
export type RateAnswerInput = z.infer<typeof RateAnswerInput>
