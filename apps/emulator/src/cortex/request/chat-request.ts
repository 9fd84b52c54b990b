import type { ModelFamily } from '../model-family.ts'

export type Role = 'developer' | 'system' | 'user' | 'assistant' | 'tool'

/** One message, its parts joined: the local writer reads text, and only counts images. */
export interface Turn {
  role: Role
  text: string
  images: number
  /** True when a part of it carries `cache_control`: everything up to here is a prefix worth caching. */
  endsCachedPrefix: boolean
}

export interface OfferedTool {
  name: string
  /** JSON Schema of its arguments. */
  parameters: unknown
}

export type ToolChoice = { type: 'auto' | 'required' | 'none' } | { type: 'named'; name: string }

/** A chat completion as asked for, checked, with only the fields that this family really honours. */
export interface ChatRequest {
  /** Bare and lower-case. */
  model: string
  family: ModelFamily
  turns: Turn[]
  stream: boolean
  includeUsage: boolean
  maxCompletionTokens: number
  /** Asked for aloud (`reasoning`, Claude) or silently (`reasoning_effort`, OpenAI). */
  wantsReasoning: boolean
  stop: string[]
  seed: number | null
  tools: OfferedTool[]
  toolChoice: ToolChoice
  /** JSON Schema the answer must fit, `{}` for any object, `null` for prose. */
  answerSchema: unknown
  /** The honoured fields as they came, `messages` included, for a model server behind this one. */
  fields: Record<string, unknown>
}
