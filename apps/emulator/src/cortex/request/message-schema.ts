import { z } from 'zod'
import type { ModelFamily } from '../model-family.ts'
import type { Role } from './chat-request.ts'

const MAX_IMAGES = 20
const MAX_IMAGE_BYTES = 20 * 1024 * 1024
const DATA_URL = /^data:image\/[a-z0-9.+-]+;base64,/i

/** Snowflake documents the first three for every family; Claude was seen to take `tool` in practice. */
const ROLES: Record<ModelFamily, readonly Role[]> = {
  other: ['system', 'user', 'assistant'],
  claude: ['system', 'user', 'assistant', 'tool'],
  openai: ['developer', 'system', 'user', 'assistant', 'tool'],
}

const CacheControl = z.object({ type: z.literal('ephemeral') }).nullish()
const TextPart = z.object({ type: z.literal('text'), text: z.string(), cache_control: CacheControl })
const ImagePart = z.object({
  type: z.literal('image_url'),
  image_url: z.object({ url: z.string().regex(DATA_URL, 'only base64 data URLs are supported') }),
  cache_control: CacheControl,
})
const ContentPart = z.discriminatedUnion('type', [TextPart, ImagePart], {
  error: 'this type of content part is not supported',
})
const ToolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function').optional(),
  function: z.object({ name: z.string(), arguments: z.string() }),
})

const Message = z.object({
  role: z.enum(['developer', 'system', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(ContentPart), z.null()]).optional(),
  tool_calls: z.array(ToolCall).nullish(),
  tool_call_id: z.string().nullish(),
})
export type Message = z.infer<typeof Message>

/** A conversation that a model of this family takes (snowflake docs: cortex-rest-api). */
export function messagesSchema(family: ModelFamily) {
  return z
    .array(Message)
    .min(1)
    .superRefine((messages, context) => {
      const refuse = (message: string, ...path: (string | number)[]) =>
        context.addIssue({ code: 'custom', message, path, input: undefined })
      for (const [index, message] of messages.entries()) {
        if (!ROLES[family].includes(message.role)) refuse(`role ${message.role} is not supported`, index, 'role')
        if (message.content == null && !message.tool_calls?.length) refuse('content is required', index, 'content')
        if (message.role === 'tool' && !message.tool_call_id) refuse('tool_call_id is required', index, 'tool_call_id')
      }
      const images = messages.flatMap(imageUrls)
      if (images.length > 0 && family === 'other') refuse('image_url content is not supported for this model')
      if (images.length > MAX_IMAGES) refuse(`at most ${MAX_IMAGES} images per conversation`)
      if (images.reduce((sum, url) => sum + url.length * 0.75, 0) > MAX_IMAGE_BYTES) refuse('images exceed 20 MiB')
      if (family === 'claude' && messages.at(-1)?.role === 'assistant')
        refuse('The conversation must end with a user message.')
      if (family !== 'other' && !everyToolCallIsAnswered(messages))
        refuse("Each 'toolUse' block must be accompanied with a matching 'toolResult' block.")
    })
}

function imageUrls({ content }: Message): string[] {
  if (!Array.isArray(content)) return []
  return content.flatMap((part) => (part.type === 'image_url' ? [part.image_url.url] : []))
}

function everyToolCallIsAnswered(messages: Message[]): boolean {
  const answered = new Set(messages.map((message) => message.tool_call_id))
  return messages.every((message) => message.tool_calls?.every(({ id }) => answered.has(id)) ?? true)
}
