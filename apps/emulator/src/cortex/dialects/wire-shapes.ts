/**
 * Frames as they were recorded from live accounts in 2025 and 2026: keys in alphabetical order and zero values where
 * other servers leave a key out, as when a Go struct is written. The order of keys below is the order on the wire.
 */
export interface StreamChunk {
  choices: StreamChoice[]
  created: number
  id: string
  model: string
  object: 'chat.completion.chunk'
  service_tier: string
  system_fingerprint: string
  usage?: WireUsage | null
}

export interface StreamChoice {
  delta: StreamDelta | null
  finish_reason?: string
  index: number
  logprobs: { content: null; refusal: null }
}

export interface StreamDelta {
  content: string | null
  reasoning?: string
  refusal: string
  role: string
  tool_calls: WireToolCall[] | null
}

/** In a stream, id and name are repeated in each fragment, and `index` says which call it belongs to. */
export interface WireToolCall {
  function: { arguments: string; name: string }
  id: string
  index?: number
  type: 'function'
}

export interface WireUsage {
  completion_tokens: number
  completion_tokens_details: {
    accepted_prediction_tokens: number
    audio_tokens: number
    reasoning_tokens: number
    rejected_prediction_tokens: number
  }
  prompt_tokens: number
  prompt_tokens_details: { audio_tokens: number; cache_write_tokens: number; cached_tokens: number }
  total_tokens: number
}

/** The answer to a call without `stream`. */
export interface Completion {
  choices: CompletionChoice[]
  created: number
  id: string
  model: string
  object: 'chat.completion'
  service_tier: string
  system_fingerprint: string
  usage: WireUsage
}

export interface CompletionChoice {
  finish_reason: string
  index: number
  message: {
    annotations: null
    audio: { data: string; expires_at: number; id: string; transcript: string }
    content: string
    function_call: { arguments: string; name: string }
    reasoning?: string
    refusal: string
    role: 'assistant'
    tool_calls: WireToolCall[] | null
  }
}
