import { models } from '../../words/en/models.ts'
import { wordsOf } from '../../words/language.ts'

/** How far the list of models is, in React Query's words. */
export type ListStatus = 'pending' | 'error' | 'success'

/** In the place of the picker, while there is nothing to pick from. */
export function insteadOfModels(status: ListStatus): string {
  return wordsOf(models).instead[status]
}

/** For somebody who wants to send, and there is no model to send to. */
export function whyNoModel(status: ListStatus, tenantName: string): string {
  const { pending, error, success } = wordsOf(models).whyNone
  switch (status) {
    case 'pending':
      return pending
    case 'error':
      return error(tenantName)
    case 'success':
      return success(tenantName)
  }
}
