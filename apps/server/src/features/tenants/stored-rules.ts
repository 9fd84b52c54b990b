import { AnswerBounds, AnswerRules } from '@coco/shared/answer-parameters'
import { z } from 'zod'

/** What was ever stored, whatever may be asked for by now. */
const Stored = z.object({
  minTemperature: z.number(),
  maxTemperature: z.number(),
  maxTokens: z.number(),
  allowsInstructions: z.boolean(),
  systemPrompt: z.string().nullable(),
  defaultModel: z.string().nullable(),
})

const { maxTemperature: Temperature, maxTokens: MaxTokens } = AnswerBounds.shape

/**
 * The rules in a row that another version may have written. Where this one allows less, what is nearest to it holds, and no bound
 * is ever lifted: texts stay whole, and what cannot be read at all is an error.
 */
export function readStoredRules(stored: unknown): { rules: AnswerRules; isChanged: boolean } {
  const right = AnswerRules.safeParse(stored)
  if (right.success) return { rules: right.data, isChanged: false }
  const found = Stored.parse(stored)
  const maxTemperature = within(Temperature, found.maxTemperature)
  const minTemperature = Math.min(within(Temperature, found.minTemperature), maxTemperature)
  const maxTokens = Math.floor(within(MaxTokens, found.maxTokens))
  return { rules: { ...found, minTemperature, maxTemperature, maxTokens }, isChanged: true }
}

function within({ minValue, maxValue }: z.ZodNumber, value: number): number {
  return Math.min(Math.max(value, minValue ?? value), maxValue ?? value)
}
