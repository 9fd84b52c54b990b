/** How far the list of models is, in React Query's words. */
type ListStatus = 'pending' | 'error' | 'success'

/** In the place of the picker, while there is nothing to pick from. */
export const NO_MODEL_LABELS: Record<ListStatus, string> = {
  pending: 'Loading models…',
  error: 'Models unknown',
  success: 'No models declared',
}

/** For somebody who wants to send, and there is no model to send to. */
export function whyNoModel(status: ListStatus, tenantName: string): string {
  switch (status) {
    case 'pending':
      return 'The models are still being listed. Your text is kept: send it again in a moment.'
    case 'error':
      return `The models of ${tenantName} could not be listed. Your text is kept: try again above.`
    case 'success':
      return `No models are declared for ${tenantName}, so there is nothing to send to. Your text is kept.`
  }
}
