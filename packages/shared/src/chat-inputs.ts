import { z } from 'zod'
import { MAX_MESSAGES, MAX_TOKENS_LIMIT } from './answer-limits.ts'
import { GenerationId, TenantId } from './ids.ts'
import { isDeeperThan, MAX_JSON_DEPTH } from './json-depth.ts'

/** OpenAI-style content: text, or a list of parts that is passed on as it is (images, for example). */
const Content = z.union([z.string(), z.array(z.looseObject({ type: z.string().min(1) })).min(1)])

/** One turn as it crosses the wire. `developer` and `tool` are refused later for models that do not take them. */
export const ChatMessage = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'developer', 'tool']),
  content: Content,
})
export type ChatMessage = z.infer<typeof ChatMessage>

/** A stateless start: the caller sends the whole conversation and keeps it. */
export const CompleteInput = z.object({
  messages: z
    .array(ChatMessage)
    .min(1)
    .max(MAX_MESSAGES)
    .refine((messages) => !isDeeperThan(messages, MAX_JSON_DEPTH), `is nested deeper than ${MAX_JSON_DEPTH} levels`),
  /** Left out: the tenant's default model. */
  model: z.string().min(1).max(200).optional(),
  /** These two left out: the defaults, within the tenant's bounds. Given and out of its bounds, they are refused. */
  maxTokens: z.number().int().min(1).max(MAX_TOKENS_LIMIT).optional(),
  temperature: z.number().min(0).max(1).optional(),
  /**
   * The tenant that these turns were written in. It chooses nothing: a caller who is of another tenant by now is refused,
   * so that a second tab cannot carry one tenant's conversation to another.
   */
  writtenIn: TenantId.optional(),
})
export type CompleteInput = z.infer<typeof CompleteInput>

export const WatchInput = z.object({
  generationId: GenerationId,
  /** The `seq` of the last event that was seen, as a decimal string: the reader continues after it. */
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullish(),
})
export type WatchInput = z.infer<typeof WatchInput>

export const StopInput = z.object({ generationId: GenerationId })
export type StopInput = z.infer<typeof StopInput>
