import { z } from 'zod'
import { PersonId, SeededPersonId, SessionId, TenantId } from './ids.ts'
import { TenantRoles } from './roles.ts'
import { Email, lineOfText, Password } from './text-fields.ts'

export const SignInLocallyInput = z.object({ personId: SeededPersonId, tenantId: TenantId.optional() })
export type SignInLocallyInput = z.infer<typeof SignInLocallyInput>

export const SignInInput = z.object({
  email: z.string().max(254),
  password: z.string().max(200),
  /** Left out: the tenant of the last session, else the first. */
  tenantId: TenantId.optional(),
})
export type SignInInput = z.infer<typeof SignInInput>

export const SwitchTenantInput = z.object({ tenantId: TenantId })
export type SwitchTenantInput = z.infer<typeof SwitchTenantInput>

export const RevokeSessionInput = z.object({ sessionId: SessionId })
export type RevokeSessionInput = z.infer<typeof RevokeSessionInput>

export const ChangePasswordInput = z.object({ current: z.string().max(200), next: Password })
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>

export const UpdateProfileInput = z.object({ name: lineOfText(100) })
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>

/** The secret part of a link that works once. */
const LinkToken = z.string().min(20).max(200)

export const LookAtLinkInput = z.object({ token: LinkToken })
export type LookAtLinkInput = z.infer<typeof LookAtLinkInput>

export const UseLinkInput = z.object({
  token: LinkToken,
  /** To be chosen, where the link asks for a new one. */
  password: Password.optional(),
  /** Where the link asks for the one that they have: it proves who they are, and stays what it is. */
  presentPassword: z.string().max(200).optional(),
  /** Needed where the person is not known yet: the first superuser. Invited people may correct their name. */
  name: lineOfText(100).optional(),
  email: Email.optional(),
})
export type UseLinkInput = z.infer<typeof UseLinkInput>

export const InvitePersonInput = z.object({ email: Email, name: lineOfText(100), roles: TenantRoles })
export type InvitePersonInput = z.infer<typeof InvitePersonInput>

export const SetRolesInput = z.object({ personId: PersonId, roles: TenantRoles })
export type SetRolesInput = z.infer<typeof SetRolesInput>

export const PersonInput = z.object({ personId: PersonId })
export type PersonInput = z.infer<typeof PersonInput>
