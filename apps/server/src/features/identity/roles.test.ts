import { Permission } from '@coco/shared/identity-views'
import { Role } from '@coco/shared/roles'
import type { TRPCError } from '@trpc/server'
import { describe, expect, test } from 'vitest'
import { createProcedures } from '../../trpc/procedures.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { PERMISSIONS, permissionsOf } from './roles.ts'

const permissions = Permission.options
const { procedureFor, router } = createProcedures({ heartbeatMs: 15_000 })
const doors = router(
  Object.fromEntries(
    permissions.map((permission) => [permission, procedureFor(permission).query(() => 'open')]),
  ) as Record<Permission, ReturnType<typeof open>>,
)

function open() {
  return procedureFor('chat').query(() => 'open')
}

const callAs = (viewer: Viewer | null) =>
  doors.createCaller({
    viewer,
    refusal: null,
    requestId: 'r',
    source: { address: null, userAgent: null, requestId: 'r' },
    forwardedBy: null,
    sessionCookie: { set() {}, clear() {} },
  })

function knock(roles: Role[], permission: Permission) {
  const caller = callAs({ permissions: permissionsOf(roles) } as Viewer)
  return caller[permission]()
}

describe.each(Role.options)('%s', (role) => {
  test.each(permissions)('meets a procedure that needs %s as the table says', async (permission) => {
    const answer = await knock([role], permission).catch((error: TRPCError) => error.code)
    expect(answer).toBe(PERMISSIONS[role].includes(permission) ? 'open' : 'FORBIDDEN')
  })
})

test('several roles add up', async () => {
  await expect(knock(['member', 'admin'], 'see_grants')).resolves.toBe('open')
  await expect(knock([], 'chat')).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('whoever is not signed in meets 401 at every door', async () => {
  const nobody = callAs(null)
  for (const permission of permissions)
    await expect(nobody[permission]()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})
