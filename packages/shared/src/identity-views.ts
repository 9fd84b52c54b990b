import { z } from 'zod'
import { PersonId, SeededPersonId, SessionId, TenantId } from './ids.ts'
import { Role, TenantRole } from './roles.ts'

const TenantView = z.object({ id: TenantId, name: z.string() })
/** A moment as ISO 8601 in UTC. */
const Moment = z.iso.datetime()

/** What a role may do; `features/identity/roles.ts` on the server has the one table. */
export const Permission = z.enum([
  'chat',
  'see_grants',
  'share_prompts',
  'ingest_documents',
  'delete_documents',
  'read_pii',
  'manage_people',
  'manage_keys',
  'manage_settings',
  'read_usage',
  'read_audit',
  'manage_accounts',
])
export type Permission = z.infer<typeof Permission>

/** Who is signed in, as the browser may know it. */
export const SessionView = z.object({
  person: z.object({ id: PersonId, name: z.string(), email: z.string() }),
  tenant: TenantView,
  roles: z.array(Role),
  permissions: z.array(Permission),
  /** How this session began: with a password, at an identity provider, with one click in local mode. */
  method: z.enum(['password', 'oidc', 'local']),
  /** Every tenant that this person may switch to, the present one included. */
  tenants: z.array(TenantView),
})
export type SessionView = z.infer<typeof SessionView>

/** A person whom the sign-in page offers with one click. Local mode only. */
export const SeededPerson = z.object({ id: SeededPersonId, name: z.string(), tenants: z.array(TenantView) })
export type SeededPerson = z.infer<typeof SeededPerson>

/** What the sign-in page offers. */
export const SignInOptions = z.object({
  /** With one click; empty outside local mode. */
  people: z.array(SeededPerson),
  password: z.boolean(),
  /** The identity provider's name on its button, and where the button leads; null without one. */
  provider: z
    .object({
      name: z.string(),
      path: z.string(),
      /** It stands in front of Coco, so whoever comes is signed in there already: no button to press. Where they sign out of it. */
      inFront: z.object({ signOutPath: z.string() }).nullable(),
    })
    .nullable(),
  /** Nobody has an account yet: the first is made with the setup link. */
  needsSetup: z.boolean(),
})
export type SignInOptions = z.infer<typeof SignInOptions>

/** One of a person's own sessions. */
export const OwnSession = z.object({
  id: SessionId,
  isCurrent: z.boolean(),
  tenant: TenantView,
  method: SessionView.shape.method,
  startedAt: Moment,
  lastSeenAt: Moment,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type OwnSession = z.infer<typeof OwnSession>

/** What a link that works once is for, before it is used. */
export const LinkView = z.object({
  kind: z.enum(['invitation', 'password_reset', 'setup']),
  name: z.string().nullable(),
  email: z.string().nullable(),
  tenantName: z.string().nullable(),
  /** Nothing: it is for whoever is signed in, who has an account and joins one more tenant. */
  asksFor: z.enum(['new_password', 'present_password', 'nothing']),
  expiresAt: Moment,
})
export type LinkView = z.infer<typeof LinkView>

/** A link just made: the only time that its secret is shown. `path` begins with `/`. */
export const NewLink = z.object({ path: z.string(), expiresAt: Moment })
export type NewLink = z.infer<typeof NewLink>

/** Somebody who belongs to the tenant. */
export const PersonView = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  roles: z.array(TenantRole),
  /** invited: has not chosen a password yet, or has not used the link with which they join. */
  status: z.enum(['active', 'invited', 'deactivated']),
  isSuperuser: z.boolean(),
  isYou: z.boolean(),
  memberSince: Moment,
})
export type PersonView = z.infer<typeof PersonView>

/** Somebody new belongs to the tenant at once; whoever has an account joins when they use the link, and prove it. */
export const InvitedPerson = z.object({ person: PersonView, joins: z.enum(['at_once', 'with_link']), link: NewLink })
export type InvitedPerson = z.infer<typeof InvitedPerson>
