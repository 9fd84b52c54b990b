import type { ChatRequest } from '../request/chat-request.ts'

/** Why an answer ended, before a family puts it in its own words. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter'

/** Tokens of one answer. `promptTokens` counts the whole prompt, `completionTokens` includes `reasoningTokens`. */
export interface AnswerUsage {
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  reasoningTokens: number
}

/** A piece of an answer, in the order in which a model makes it. Exactly one `end`, last. */
export type AnswerPart =
  | { type: 'reasoning'; text: string }
  | { type: 'text'; text: string }
  | ToolCallPart
  | { type: 'end'; finishReason: FinishReason; usage: AnswerUsage }

/** A fragment of a call: parts with the same index belong together and their `arguments` are joined. */
export interface ToolCallPart {
  type: 'tool-call'
  index: number
  id: string
  name: string
  arguments: string
}

/** Answers one request. Rejects with a ModelServerError before the first part when there is no answer to be had. */
export type AnswerSource = (request: ChatRequest, signal: AbortSignal) => Promise<AsyncIterable<AnswerPart>>
