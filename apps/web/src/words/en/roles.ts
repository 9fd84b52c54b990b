import type { Role, TenantRole } from '@coco/shared/roles'
import { section } from '../section.ts'

/** What people call a role, and what it means. */
export const roles = section('roles', {
  names: {
    member: 'Member',
    editor: 'Editor',
    admin: 'Admin',
    pii_access: 'Personal data',
    superuser: 'Superuser',
  } satisfies Record<Role, string>,
  hints: {
    member: 'May chat.',
    editor: 'May chat, and add documents once there are any.',
    admin: 'May also manage people, API keys and settings.',
    pii_access: 'May see passages with personal data. Goes with one of the others.',
  } satisfies Record<TenantRole, string>,
  adminKeyHint: 'May also read usage and the record. People and keys are for people to manage.',
})
