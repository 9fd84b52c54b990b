import type { AnswerOutcome } from './generation/answer-outcome.ts'
import { loggableModel } from './generation/loggable-model.ts'
import type { GenerationRequest } from './generation/run-generation.ts'

export type Spent = ReturnType<typeof toSpent>

/** An answer as it is counted. Whatever a caller wrote into the model's field is no reason not to count. */
export function toSpent(
  { model, promptTokens, completionTokens, status }: AnswerOutcome,
  about: { id: string; kind: GenerationRequest['kind']; at: Date; generationId: string | null },
) {
  return { ...about, model: loggableModel(model), promptTokens, completionTokens, isComplete: status === 'done' }
}
