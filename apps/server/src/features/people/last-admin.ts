import type { PersonId, TenantId } from '@coco/shared/ids'
import type { BothSides } from '../../store/doors.ts'
import { accountsOf, membershipsIn } from './people-store.ts'

/** Whether the tenant would have nobody left who manages it: admins who are deactivated are none. */
export async function isLastAdmin(sides: BothSides, tenant: TenantId, personId: PersonId): Promise<boolean> {
  const members = await sides.tenant((tx) => membershipsIn(tx, tenant))
  const admins = members.filter(({ roles }) => roles.includes('admin')).map((member) => member.personId)
  if (!admins.includes(personId)) return false
  const accounts = await sides.identity((tx) => accountsOf(tx, admins))
  return !admins.some((id) => id !== personId && accounts.get(id)?.isDeactivated === false)
}
