import type { ModelView } from '@coco/shared/model-views'

/**
 * Which model the next question goes to: what the person chose, even if it will be refused; else the first of `before` that
 * may be used, such as the last one in this conversation; else the best that this tenant may use.
 */
export function chooseModel(
  models: ModelView[],
  chosenId: string | null,
  before: readonly (string | null)[],
): ModelView | null {
  const chosen = models.find((model) => model.id === chosenId)
  if (chosen) return chosen
  const known = before.map((id) => models.find((model) => model.id === id && model.access !== 'not_granted'))
  const usual = models.find((model) => model.isDefault) ?? models[0] ?? null
  return known.find((model) => model !== undefined) ?? suggestModel(models, null) ?? usual
}

/** A model that may be used, other than `refusedId`: the tenant's default if possible. Null when there is none. */
export function suggestModel(models: ModelView[], refusedId: string | null): ModelView | null {
  const usable = models.filter((model) => model.access === 'granted' && model.id !== refusedId)
  return usable.find((model) => model.isDefault) ?? usable[0] ?? null
}
