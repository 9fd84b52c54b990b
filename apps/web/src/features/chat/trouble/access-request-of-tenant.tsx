import type { SessionView } from '@coco/shared/identity-views'
import { useLanguage } from '../../../words/language.ts'
import { accessRequestOfTenant } from './access-message.ts'
import { AccessRequest } from './access-request.tsx'

/** For a tenant that may use no model at all, before anything was asked. */
export function AccessRequestOfTenant({ tenant }: { tenant: SessionView['tenant'] }) {
  useLanguage()
  return <AccessRequest {...accessRequestOfTenant(tenant)} tenant={tenant.name} />
}
