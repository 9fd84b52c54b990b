import type { ModelView } from '@coco/shared/model-views'

/** The picker's two groups. What could not be checked stands with what may be used: only a call can tell. */
export function groupModels(models: ModelView[]): { available: ModelView[]; unavailable: ModelView[] } {
  return {
    available: models.filter((model) => model.access !== 'not_granted'),
    unavailable: models.filter((model) => model.access === 'not_granted'),
  }
}
