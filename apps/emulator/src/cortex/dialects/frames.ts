import type { AnswerUsage } from '../answer/answer-part.ts'
import type { AnswerHead } from './dialect.ts'
import type { Completion, StreamChoice, StreamChunk, StreamDelta, WireToolCall, WireUsage } from './wire-shapes.ts'

type DeltaContent = Partial<Pick<StreamDelta, 'content' | 'reasoning' | 'tool_calls'>>

/** `finishReason: undefined` leaves the key out. */
export function streamChunk(head: AnswerHead, delta: DeltaContent, finishReason?: string): StreamChunk {
  return envelope(head, [
    {
      delta: {
        content: delta.content ?? '',
        ...(delta.reasoning === undefined ? {} : { reasoning: delta.reasoning }),
        refusal: '',
        role: '',
        tool_calls: delta.tool_calls ?? null,
      },
      ...(finishReason === undefined ? {} : { finish_reason: finishReason }),
      index: 0,
      logprobs: { content: null, refusal: null },
    },
  ])
}

export function usageFrame(head: AnswerHead, usage: WireUsage): StreamChunk {
  return { ...envelope(head, []), usage }
}

function envelope({ created, id, model }: AnswerHead, choices: StreamChoice[]): StreamChunk {
  return { choices, created, id, model, object: 'chat.completion.chunk', service_tier: '', system_fingerprint: '' }
}

export interface CompletionContent {
  content: string
  finishReason: string
  reasoning?: string
  toolCalls: WireToolCall[] | null
  usage: WireUsage
}

export function completionFrame({ created, id, model }: AnswerHead, content: CompletionContent): Completion {
  return {
    choices: [
      {
        finish_reason: content.finishReason,
        index: 0,
        message: {
          annotations: null,
          audio: { data: '', expires_at: 0, id: '', transcript: '' },
          content: content.content,
          function_call: { arguments: '', name: '' },
          ...(content.reasoning === undefined ? {} : { reasoning: content.reasoning }),
          refusal: '',
          role: 'assistant',
          tool_calls: content.toolCalls,
        },
      },
    ],
    created,
    id,
    model,
    object: 'chat.completion',
    service_tier: '',
    system_fingerprint: '',
    usage: content.usage,
  }
}

/** Calls of a finished answer; `null` when there are none. */
export function wholeToolCalls(calls: { id: string; name: string; arguments: string }[]): WireToolCall[] | null {
  if (calls.length === 0) return null
  return calls.map((call) => ({
    function: { arguments: call.arguments, name: call.name },
    id: call.id,
    type: 'function',
  }))
}

/** `promptTokens` as the family counts it: with or without what came from the cache. */
export function wireUsage(usage: AnswerUsage, family: { promptTokens: number; reasoningTokens: number }): WireUsage {
  return {
    completion_tokens: usage.completionTokens,
    completion_tokens_details: {
      accepted_prediction_tokens: 0,
      audio_tokens: 0,
      reasoning_tokens: family.reasoningTokens,
      rejected_prediction_tokens: 0,
    },
    prompt_tokens: family.promptTokens,
    // Reads and writes of the cache are not told apart: both are `cached_tokens`.
    prompt_tokens_details: { audio_tokens: 0, cache_write_tokens: 0, cached_tokens: usage.cachedTokens },
    total_tokens: usage.promptTokens + usage.completionTokens,
  }
}
