import type { Tenant } from '@coco/core/tenants/tenant'
import type { CompleteInput } from '@coco/shared/chat-inputs'

/** The tenant's system prompt first, then the conversation as it was given. */
export function withSystemPrompt(tenant: Tenant, messages: readonly unknown[]): unknown[] {
  if (tenant.systemPrompt === null) return [...messages]
  return [{ role: 'system', content: tenant.systemPrompt }, ...messages]
}

/** What the app sends upstream. Unlike `/v1/chat/stream` it asks for usage, which streams leave out otherwise. */
export function buildChatBody(tenant: Tenant, input: CompleteInput) {
  return {
    model: input.model ?? tenant.defaultModel,
    messages: withSystemPrompt(tenant, input.messages),
    max_completion_tokens: input.maxTokens,
    stream: true,
    temperature: input.temperature,
    stream_options: { include_usage: true },
  }
}
