import { assumptions } from '../../assumptions.ts'
import type { ModelFamily } from '../model-family.ts'
import type { ChatRequest, Turn } from '../request/chat-request.ts'
import { countTokens } from './tokenize.ts'

const TOKENS_PER_TURN = 4
const TOKENS_PER_IMAGE = 1000

/** A prefix shorter than this is not cached (snowflake docs: cortex-rest-api). */
const SHORTEST_CACHED_PREFIX = 1024

export interface PromptTokens {
  total: number
  /** Of `total`, those in a prefix that the caller marked for caching. Claude only. */
  cached: number
}

export function countPromptTokens({ turns, family }: ChatRequest): PromptTokens {
  let total = 0
  let cached = 0
  for (const turn of turns) {
    total += tokensOfTurn(turn)
    if (turn.endsCachedPrefix && total >= SHORTEST_CACHED_PREFIX) cached = total
  }
  return { total, cached: family === 'claude' ? cached : 0 }
}

/** How much a model of this family reads at most. */
export function contextTokens(family: ModelFamily): number {
  return assumptions.contextTokens.value[family]
}

function tokensOfTurn({ text, images }: Turn): number {
  return TOKENS_PER_TURN + countTokens(text) + images * TOKENS_PER_IMAGE
}
