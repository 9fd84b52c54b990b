import { ownerOf } from '@coco/testkit/database-owner'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { describe, expect, test } from 'vitest'
import { runCoco } from './run-coco.ts'

const NOWHERE = 'http://127.0.0.1:9'
const ALPHA = ['audit', 'verify', '--tenant', 'tenant-alpha']

async function recordChanges(server: ServerUnderTest, count: number) {
  const admin = await server.signIn('operator', 'tenant-alpha')
  for (let days = 1; days <= count; days++) {
    await admin.client.trpc.settings.update.mutate({ conversationDays: days })
  }
}

/** As somebody with the owner's password would, past the trigger. */
async function tamper(server: ServerUnderTest, sql: string) {
  await using owner = await ownerOf(server)
  await owner.query(
    `BEGIN; ALTER TABLE coco.audit DISABLE TRIGGER append_only; ${sql}; ALTER TABLE coco.audit ENABLE TRIGGER append_only; COMMIT`,
  )
}

const last = "(SELECT max(seq) FROM coco.audit WHERE tenant_id = 'tenant-alpha')"

describe.each(['embedded', 'altered'] as const)('beside a server on a database that is %s', (database) => {
  test('the record is intact, and its end can be written down', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    await recordChanges(server, 3)
    const all = await runCoco(server, ['audit', 'verify'])
    expect(all).toMatchObject({ code: 0, stderr: '' })
    expect(all.stdout).toMatch(
      /^ok {4}tenant-alpha {2}ends at \d+:[0-9a-f]{64}\nok {4}tenant-beta {2}ends at .*\nok {4}\* {2}ends at .*\n$/,
    )
    const end = /ends at (\S+)/.exec((await runCoco(server, ALPHA)).stdout)?.[1] ?? ''
    await recordChanges(server, 1)
    expect(await runCoco(server, [...ALPHA, '--expect', end])).toMatchObject({ code: 0 })
    await tamper(server, `DELETE FROM coco.audit WHERE tenant_id = 'tenant-alpha' AND seq >= ${end.split(':')[0]}`)
    expect(await runCoco(server, ALPHA)).toMatchObject({ code: 0 })
    const cut = await runCoco(server, [...ALPHA, '--expect', end])
    expect(cut.code).toBe(1)
    expect(cut.stdout).toContain('the expected entry is not there')
  })

  test('what somebody changed or took out is found', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    await recordChanges(server, 5)
    const found = async (sql: string) => {
      await tamper(server, sql)
      const { code, stdout } = await runCoco(server, ['audit', 'verify'])
      expect(code).toBe(1)
      expect(stdout).toContain('ok    tenant-beta')
      return /FAIL {2}tenant-alpha {2}entry \d+ (.*)/.exec(stdout)?.[1]
    }
    const row = (which: string) => `WHERE tenant_id = 'tenant-alpha' AND seq = ${which}`
    expect(await found(`UPDATE coco.audit SET seq = seq + 100 ${row(last)}`)).toBe('is missing')
    expect(await found(`UPDATE coco.audit SET actor_id = 'x' ${row(`${last} - 101`)}`)).toBe('was changed')
    expect(await found(`DELETE FROM coco.audit ${row('1')}`)).toBe('is missing')
  })
})
