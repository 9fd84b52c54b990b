import { z } from 'zod'
import type { ModelFamily } from '../model-family.ts'
import { messagesSchema } from './message-schema.ts'

const DEFAULT_COMPLETION_TOKENS = 4096
const MAX_COMPLETION_TOKENS = 131_072

const Tool = z.object({
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1), parameters: z.unknown().optional() }),
})
const NamedChoice = z.object({ type: z.literal('function'), function: z.object({ name: z.string().min(1) }) })
const JsonSchemaFormat = z.object({
  type: z.literal('json_schema'),
  json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()).optional() }),
})
const AnyFormat = z.discriminatedUnion('type', [
  JsonSchemaFormat,
  z.object({ type: z.literal('json_object') }),
  z.object({ type: z.literal('text') }),
])

/** Taken by OpenAI's models only, with the ranges of OpenAI's own API (openai docs: chat completions). */
const openaiFields = {
  /** OpenAI takes more; this writer makes one answer, and says so instead of giving fewer than were asked for. */
  n: z.literal(1, 'the local Snowflake writes one choice per request').optional(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).optional(),
  seed: z.int().optional(),
  logit_bias: z.record(z.string().regex(/^\d+$/, 'must be a token id'), z.number().min(-100).max(100)).optional(),
  logprobs: z.boolean().optional(),
  top_logprobs: z.int().min(0).max(20).optional(),
  presence_penalty: z.number().min(-2).max(2).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  parallel_tool_calls: z.boolean().optional(),
  verbosity: z.enum(['low', 'medium', 'high']).optional(),
  prompt_cache_key: z.string().optional(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional(),
}

/**
 * The fields that models of a family honour, which are all that is given to it
 * (snowflake docs: cortex-rest-api). What comes of them: `assumptions.samplingFields`.
 */
export function bodySchema(family: ModelFamily) {
  return z.object({
    messages: messagesSchema(family),
    stream: z.boolean().default(false),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).optional(),
    temperature: z.number().min(0).max(2).optional(),
    top_p: z.number().min(0).max(1).optional(),
    max_completion_tokens: z.int().min(1).max(MAX_COMPLETION_TOKENS).default(DEFAULT_COMPLETION_TOKENS),
    ...openaiFields,
    reasoning: z
      .object({ effort: z.string().nullish(), max_tokens: z.int().min(1).nullish(), enabled: z.boolean().nullish() })
      .optional(),
    tools: z.array(Tool).optional(),
    tool_choice: z.union([z.enum(['auto', 'required', 'none']), NamedChoice]).optional(),
    response_format: family === 'claude' ? JsonSchemaFormat.nullish() : AnyFormat.optional(),
  })
}
export type ParsedBody = z.infer<ReturnType<typeof bodySchema>>
