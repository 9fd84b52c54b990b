import { z } from 'zod'

/** One row of the model picker: a hint. The refusal itself always comes from Snowflake. */
export const ModelView = z.object({
  id: z.string(),
  /** Whether Snowflake's own list names it for this tenant right now; `unknown` when the list could not be read. */
  access: z.enum(['granted', 'not_granted', 'unknown']),
  isDefault: z.boolean(),
})
export type ModelView = z.infer<typeof ModelView>
