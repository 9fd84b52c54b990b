import type { TenantId } from '@coco/shared/ids'
import { sql } from 'drizzle-orm'
import type { Doors } from '../../store/doors.ts'
import { users } from '../../store/tables/identity-tables.ts'
import { memberships } from '../../store/tables/tenant-tables.ts'
import { toEmailKey } from './email-key.ts'
import type { LocalPerson } from './local-people.ts'
import { membershipsOf } from './person-store.ts'

/** Gives somebody of local mode their account and the memberships that are not there. What people changed since is kept. */
export async function seedLocalPerson(doors: Pick<Doors, 'inIdentity' | 'inBoth'>, person: LocalPerson): Promise<void> {
  const { id, name, email } = person
  const known = await doors.inIdentity({ userId: id }, (tx) => membershipsOf(tx, id))
  const isKnown = (tenant: TenantId) => known.some((membership) => membership.tenant === tenant)
  const missing = person.memberships.filter(({ tenant }) => !isKnown(tenant.id))
  for (const { tenant, roles } of missing) {
    const insider = { tenant: tenant.id, subject: id, permissions: new Set<string>() }
    await doors.inBoth(insider, async (sides) => {
      await sides.identity((tx) =>
        tx
          .insert(users)
          .values({ id, name, email, emailKey: toEmailKey(email) })
          .onConflictDoNothing(),
      )
      await sides.tenant((tx) =>
        tx
          .insert(memberships)
          .values({ tenantId: tenant.id, userId: id, roles: [...roles], createdAt: sql`clock_timestamp()` })
          .onConflictDoNothing(),
      )
    })
  }
}
