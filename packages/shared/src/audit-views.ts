import { z } from 'zod'

/** Everything that is recorded. A closed list, so that nothing is recorded under two names. */
export const AuditAction = z.enum([
  'signed_in',
  'sign_in_refused',
  'signed_out',
  'tenant_switched',
  'session_revoked',
  'session_reuse_detected',
  'credential_refused',
  'access_refused',
  'password_changed',
  'password_reset_link_made',
  'link_used',
  'link_refused',
  'person_invited',
  'person_created',
  'person_roles_changed',
  'person_removed',
  'person_deactivated',
  'person_reactivated',
  'person_deleted',
  'profile_changed',
  'api_key_created',
  'api_key_rotated',
  'api_key_revoked',
  'model_denied',
  'settings_changed',
  'answer_rules_changed',
  'conversations_expired',
  'prompt_shared',
  'prompt_unshared',
  'shared_prompt_changed',
  'shared_prompt_removed',
  'shared_prompt_restored',
  'document_ingested',
  'document_removed',
  'personal_passages_read',
  'document_settings_changed',
  'tenant_removed',
])
export type AuditAction = z.infer<typeof AuditAction>

export const AuditView = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  action: AuditAction,
  decision: z.enum(['allowed', 'denied']),
  actorKind: z.enum(['person', 'key', 'system', 'anonymous']),
  actorId: z.string().nullable(),
  subject: z.string().nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type AuditView = z.infer<typeof AuditView>

export const ListAuditInput = z.object({
  /** The `seq` before which to go on, newest first; left out for the newest. */
  before: z.number().int().min(1).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
})
export type ListAuditInput = z.infer<typeof ListAuditInput>
