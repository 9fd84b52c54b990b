import { z } from 'zod'
import { ConversationParameters, UsedParameters } from './answer-parameters.ts'
import { AnswerSource } from './document-views.ts'
import { ErrorCode } from './error-codes.ts'
import { FinishReason } from './generation-events.ts'
import { ConversationId, GenerationId, MessageId } from './ids.ts'

const Moment = z.iso.datetime()

export const ConversationSummary = z.object({
  id: ConversationId,
  title: z.string(),
  createdAt: Moment,
  /** Of the last message or change but a rating, which moves nothing in the list; two readers that see the same moment see the same conversation. */
  updatedAt: Moment,
  /** An answer is being written in it. */
  isAnswering: z.boolean(),
  /** Its owner keeps it on top. */
  isPinned: z.boolean(),
})
export type ConversationSummary = z.infer<typeof ConversationSummary>

export const ConversationPage = z.object({
  conversations: z.array(ConversationSummary),
  /** Those on top, the last pinned first; they stand in their place among the others too. Only with the first page. */
  pinned: z.array(ConversationSummary),
  /** For the next page; null at the end. */
  nextCursor: z.string().nullable(),
})
export type ConversationPage = z.infer<typeof ConversationPage>

/** `full`: as many as may be on top are there already. */
export const PinnedConversation = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('changed'), conversation: ConversationSummary }),
  z.object({ outcome: z.literal('full'), limit: z.number().int() }),
])
export type PinnedConversation = z.infer<typeof PinnedConversation>

/** How the run that wrote an answer stands. Numbers are null where nobody said. */
export const GenerationView = z.object({
  id: GenerationId,
  /** interrupted: the server ended in the middle of it; the text so far is kept. */
  status: z.enum(['running', 'done', 'stopped', 'failed', 'interrupted']),
  model: z.string(),
  startedAt: Moment,
  endedAt: Moment.nullable(),
  firstTokenMs: z.number().int().nullable(),
  latencyMs: z.number().int().nullable(),
  finishReason: FinishReason.nullable(),
  errorCode: ErrorCode.nullable(),
  promptTokens: z.number().int().nullable(),
  completionTokens: z.number().int().nullable(),
  requestId: z.string(),
  answerLabel: z.string().nullable(),
  snowflakeRequestId: z.string().nullable(),
  /** With what it was asked for; null where that was not written down. */
  parameters: UsedParameters.nullable(),
})
export type GenerationView = z.infer<typeof GenerationView>

/** What the owner of a conversation thought of an answer. */
export const AnswerFeedback = z.object({
  rating: z.enum(['good', 'bad']),
  /** Why, in their words; empty when they gave none. */
  note: z.string(),
})
export type AnswerFeedback = z.infer<typeof AnswerFeedback>

export const MessageView = z.object({
  id: MessageId,
  /** Null for the first of a conversation. Children of one parent are siblings, oldest first. */
  parentId: MessageId.nullable(),
  role: z.enum(['user', 'assistant']),
  /**
   * Of an answer that is being written: what was there before its present run. `chat.watch` from the beginning of the run
   * gives the rest, and goes on as it is written.
   */
  content: z.string(),
  reasoning: z.string(),
  createdAt: Moment,
  /** Null for what a person wrote. */
  generation: GenerationView.nullable(),
  /** Null of what was not rated, and of what a person wrote. */
  feedback: AnswerFeedback.nullable(),
  /** The passages that an answer was given; empty when nothing was found, null of what was not answered from documents. */
  sources: z.array(AnswerSource).nullable(),
})
export type MessageView = z.infer<typeof MessageView>

export const ConversationView = z.object({
  id: ConversationId,
  title: z.string(),
  createdAt: Moment,
  updatedAt: Moment,
  /** The whole tree, in the order in which it was written. */
  messages: z.array(MessageView),
  /** The last message of the chosen path. */
  leafId: MessageId.nullable(),
  parameters: ConversationParameters,
})
export type ConversationView = z.infer<typeof ConversationView>

export const SearchHit = z.object({
  conversationId: ConversationId,
  title: z.string(),
  /** Null when the title itself was found. */
  messageId: MessageId.nullable(),
  role: z.enum(['user', 'assistant']).nullable(),
  /** A piece of the text around what was found. Plain text. */
  snippet: z.string(),
  at: Moment,
})
export type SearchHit = z.infer<typeof SearchHit>

export const SearchPage = z.object({ hits: z.array(SearchHit), nextCursor: z.string().nullable() })
export type SearchPage = z.infer<typeof SearchPage>

/** A whole conversation as a file. */
export const ConversationExport = z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })
export type ConversationExport = z.infer<typeof ConversationExport>

/** What a started answer is known by. */
export const StartedAnswer = z.object({
  conversationId: ConversationId,
  /** The question; of a regenerated or continued answer, the one that it answers. */
  questionId: MessageId,
  /** The answer. */
  messageId: MessageId,
  generationId: GenerationId,
})
export type StartedAnswer = z.infer<typeof StartedAnswer>
