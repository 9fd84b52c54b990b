import type { Tenant } from '@coco/core/tenants/tenant'
import { MAX_MESSAGES, MAX_PROMPT_BYTES } from '@coco/shared/answer-limits'
import type { CompleteInput } from '@coco/shared/chat-inputs'
import { AppError } from '../../platform/app-error.ts'
import type { Turn } from './answering/placed-ask.ts'
import type { AskedWith } from './asked-with.ts'

/** The tenant's system prompt first, then the conversation as it was given. */
export function withSystemPrompt(
  { systemPrompt }: Pick<Tenant, 'systemPrompt'>,
  messages: readonly unknown[],
): unknown[] {
  if (systemPrompt === null) return [...messages]
  return [{ role: 'system', content: systemPrompt }, ...messages]
}

/** What the app sends upstream. Unlike `/v1/chat/stream` it asks for usage, which streams leave out otherwise. */
export function buildChatBody(
  { model, systemPrompt, maxTokens, temperature }: AskedWith,
  messages: CompleteInput['messages'],
) {
  return {
    model,
    messages: withSystemPrompt({ systemPrompt }, messages),
    max_completion_tokens: maxTokens,
    stream: true,
    temperature,
    stream_options: { include_usage: true },
  }
}

/**
 * The same for a conversation that is kept here. It is sent whole or not at all: a model that silently misses the beginning
 * answers another question than the page shows.
 *
 * @param keepsFreeBytes for what will be added to it before it is sent
 * @throws AppError payload_too_large
 */
export function buildConversationBody(asked: AskedWith, turns: readonly Turn[], keepsFreeBytes = 0) {
  const body = buildChatBody(asked, [...turns])
  if (body.messages.length > MAX_MESSAGES) {
    throw new AppError(
      'payload_too_large',
      `This conversation has more than ${MAX_MESSAGES} messages. Start a new one.`,
    )
  }
  if (Buffer.byteLength(JSON.stringify(body.messages)) > MAX_PROMPT_BYTES - keepsFreeBytes) {
    throw new AppError('payload_too_large', 'This conversation is longer than one megabyte. Start a new one.')
  }
  return body
}
