import type { Tenant } from '@coco/core/tenants/tenant'
import { type CompleteInput, MAX_MESSAGES } from '@coco/shared/chat-inputs'
import { AppError } from '../../platform/app-error.ts'
import type { Turn } from './answering/placed-ask.ts'

/** The tenant's system prompt first, then the conversation as it was given. */
export function withSystemPrompt(tenant: Tenant, messages: readonly unknown[]): unknown[] {
  if (tenant.systemPrompt === null) return [...messages]
  return [{ role: 'system', content: tenant.systemPrompt }, ...messages]
}

/** What the app sends upstream. Unlike `/v1/chat/stream` it asks for usage, which streams leave out otherwise. */
export function buildChatBody(
  tenant: Tenant,
  input: Pick<CompleteInput, 'model' | 'messages' | 'maxTokens' | 'temperature'>,
) {
  return {
    model: input.model ?? tenant.defaultModel,
    messages: withSystemPrompt(tenant, input.messages),
    max_completion_tokens: input.maxTokens,
    stream: true,
    temperature: input.temperature,
    stream_options: { include_usage: true },
  }
}

const MEGABYTE = 1_048_576

/**
 * The same for a conversation that is kept here. It is sent whole or not at all: a model that silently misses the beginning
 * answers another question than the page shows.
 *
 * @throws AppError payload_too_large
 */
export function buildConversationBody(
  tenant: Tenant,
  ask: Pick<CompleteInput, 'model' | 'maxTokens' | 'temperature'>,
  turns: readonly Turn[],
) {
  const body = buildChatBody(tenant, { ...ask, messages: [...turns] })
  if (body.messages.length > MAX_MESSAGES) {
    throw new AppError(
      'payload_too_large',
      `This conversation has more than ${MAX_MESSAGES} messages. Start a new one.`,
    )
  }
  if (Buffer.byteLength(JSON.stringify(body.messages)) > MEGABYTE) {
    throw new AppError('payload_too_large', 'This conversation is longer than one megabyte. Start a new one.')
  }
  return body
}
