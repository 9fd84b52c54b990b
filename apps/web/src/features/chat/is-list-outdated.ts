import type { ModelView } from '@coco/shared/model-views'
import type { Conversation } from './conversation.ts'

/** Whether the last call taught something else about a model than the list of models says: somebody granted or revoked. */
export function isListOutdated({ exchanges, refusal }: Conversation, model: ModelView | null): boolean {
  if (model === null) return false
  if (refusal) {
    return refusal.failure.code === 'model_not_allowed' && refusal.model === model.id && model.access === 'granted'
  }
  const answer = exchanges.at(-1)?.answer
  return answer?.status === 'done' && answer.model === model.id && model.access === 'not_granted'
}
