import type { ModelView } from '@coco/shared/model-views'
import type { Answer } from './answer.ts'
import type { Refusal } from './wish.ts'

interface LastCall {
  /** The last answer on the page. */
  answer: Answer | null
  refusal: Refusal | null
}

/** Whether the last call taught something else about a model than the list of models says: somebody granted or revoked. */
export function isListOutdated({ answer, refusal }: LastCall, model: ModelView | null): boolean {
  if (model === null) return false
  if (refusal) {
    return refusal.failure.code === 'model_not_allowed' && refusal.model === model.id && model.access === 'granted'
  }
  // An answer of another day proves nothing: only one that this page read counts.
  const isRead = answer?.status === 'done' && answer.position > 0
  return isRead && answer.model === model.id && model.access === 'not_granted'
}
