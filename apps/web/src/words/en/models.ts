import { section } from '../section.ts'

/** Which model answers, and why one may not. */
export const models = section('models', {
  model: 'Model',
  modelIs: 'Model: ',
  notAvailable: 'not available',
  availableTo: (tenant: string) => `Available to ${tenant}`,
  notAvailableTo: (tenant: string) => `Not available to ${tenant}`,
  isDefault: ' · default',
  reasons: {
    not_granted: 'Not granted in Snowflake. Asking anyway tells how to allow it.',
    unknown: 'Snowflake’s list could not be read. Asking will tell.',
  },
  search: 'Search models',
  noneFound: 'No model has that in its name.',
  /** In the place of the picker, while there is nothing to pick from. */
  instead: { pending: 'Loading models…', error: 'Models unknown', success: 'No models declared' },
  /** For somebody who wants to send, and there is no model to send to. */
  whyNone: {
    pending: 'The models are still being listed. Your text is kept: send it again in a moment.',
    error: (tenant: string) => `The models of ${tenant} could not be listed. Your text is kept: try again above.`,
    success: (tenant: string) =>
      `No models are declared for ${tenant}, so there is nothing to send to. Your text is kept.`,
  },
})
