import { z } from 'zod'
import { PersonId, TenantId } from './ids.ts'

/** What a member of a tenant may do there; `superuser` stands above tenants. The rights are in the server's one table. */
export const Role = z.enum(['member', 'editor', 'admin', 'superuser'])
export type Role = z.infer<typeof Role>

const TenantView = z.object({ id: TenantId, name: z.string() })

/** Who is signed in, as the browser may know it. */
export const SessionView = z.object({
  person: z.object({ id: PersonId, name: z.string() }),
  tenant: TenantView,
  roles: z.array(Role),
  /** Every tenant that this person may switch to, the present one included. */
  tenants: z.array(TenantView),
})
export type SessionView = z.infer<typeof SessionView>

/** A person whom the sign-in page offers with one click. Local mode only. */
export const SeededPerson = z.object({ id: PersonId, name: z.string(), tenants: z.array(TenantView) })
export type SeededPerson = z.infer<typeof SeededPerson>

/** One row of the model picker: a hint. The refusal itself always comes from Snowflake. */
export const ModelView = z.object({
  id: z.string(),
  /** Whether Snowflake's own list names it for this tenant right now; `unknown` when the list could not be read. */
  access: z.enum(['granted', 'not_granted', 'unknown']),
  isDefault: z.boolean(),
})
export type ModelView = z.infer<typeof ModelView>
