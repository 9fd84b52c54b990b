import { DEFAULT_MAX_TOKENS, DEFAULT_TEMPERATURE, MAX_TOKENS_LIMIT } from './answer-limits.ts'
import type { AnswerBounds, AnswerRules, ConversationParameters } from './answer-parameters.ts'

export const NO_PARAMETERS: ConversationParameters = {
  temperature: null,
  maxTokens: null,
  instructions: null,
  documents: null,
}

/** What holds where no admin has decided anything. */
export const NO_RULES: AnswerRules = {
  minTemperature: 0,
  maxTemperature: 1,
  maxTokens: MAX_TOKENS_LIMIT,
  allowsInstructions: true,
  systemPrompt: null,
  defaultModel: null,
}

/**
 * What a conversation's answers are really asked for with. What was set under wider bounds is brought within the present
 * ones, never refused: the page says so where it was set.
 */
export function parametersWithin(bounds: AnswerBounds, set: ConversationParameters) {
  return {
    temperature: clamp(set.temperature ?? DEFAULT_TEMPERATURE, bounds.minTemperature, bounds.maxTemperature),
    maxTokens: Math.min(set.maxTokens ?? DEFAULT_MAX_TOKENS, bounds.maxTokens),
    instructions: bounds.allowsInstructions ? set.instructions : null,
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}
