import type { ModelView } from '@coco/shared/model-views'

/** Which model the next question goes to: what the person chose, else the best that this tenant may use. */
export function chooseModel(models: ModelView[], chosenId: string | null): ModelView | null {
  const chosen = models.find((model) => model.id === chosenId)
  return chosen ?? suggestModel(models, null) ?? models.find((model) => model.isDefault) ?? models[0] ?? null
}

/** A model that may be used, other than `refusedId`: the tenant's default if possible. Null when there is none. */
export function suggestModel(models: ModelView[], refusedId: string | null): ModelView | null {
  const usable = models.filter((model) => model.access === 'granted' && model.id !== refusedId)
  return usable.find((model) => model.isDefault) ?? usable[0] ?? null
}
