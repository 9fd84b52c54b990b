import { ownerOf } from '@coco/testkit/database-owner'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { startServerOn } from '@coco/testkit/start-server-on'
import { hasPgvector } from '@coco/testkit/test-postgres'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCoco } from '../command-line/run-coco.ts'
import { everyRowWith, tablesWith, writeSomebody } from './somebodys-rows.ts'

const NOWHERE = 'http://127.0.0.1:9'

function tenant(name: 'alpha' | 'beta') {
  const id = name.toUpperCase()
  const snowflake = {
    user: `COCO_USER_${id}`,
    role: `COCO_TENANT_${id}`,
    privateKeyPath: `keys/${name}_rsa_key.p8`,
  }
  return { id: `tenant-${name}`, name: `User ${name}`, snowflake, defaultModel: 'claude-4-sonnet' }
}

async function folderWithFile() {
  const folder = await createStackFolder()
  writeFileSync(join(folder.path, 'tenants.json'), JSON.stringify({ tenants: [tenant('alpha'), tenant('beta')] }))
  return folder
}

describe.each(['embedded', 'postgres'] as const)('a tenant that is removed from a %s database', (database) => {
  test('leaves nothing but its record, and nobody else loses anything', async () => {
    await using server = await startServerOn(NOWHERE, { database, folder: await folderWithFile() })
    await using owner = await ownerOf(server)
    const admin = await server.signIn('operator', 'tenant-beta')
    await admin.client.trpc.settings.update.mutate({ conversationDays: 7 })
    const beta = await writeSomebody(owner, { tenant: 'tenant-beta' })
    const alpha = await writeSomebody(owner, { tenant: 'tenant-alpha' })
    // Somebody of both loses what they had in the one.
    const both = await writeSomebody(owner, { tenant: 'tenant-beta', personId: alpha.personId })
    const before = await everyRowWith(owner, alpha.canary)
    // Vectors are only where the database has pgvector.
    const hasVectors = database === 'embedded' || (await hasPgvector())
    expect(await tablesWith(owner, 'tenant-beta')).toHaveLength(hasVectors ? 20 : 18)

    const { code, stdout } = await runCoco(server, ['tenant', 'remove', 'tenant-beta', '--yes-delete', 'tenant-beta'])
    expect(code).toBe(0)
    expect(stdout).toContain('DROP USER IF EXISTS "COCO_USER_BETA";')
    expect(stdout).toContain('DROP ROLE IF EXISTS "COCO_TENANT_BETA";')
    expect(stdout).toContain('keys/beta_rsa_key.p8')
    expect(stdout).toContain('keys/beta_rsa_key.pub')

    expect(await tablesWith(owner, 'tenant-beta')).toEqual(['coco.audit'])
    for (const text of [both.canary, beta.conversationId, beta.generationId, both.conversationId]) {
      expect(await tablesWith(owner, text)).toEqual([])
    }
    // The account of a person belongs to no tenant.
    expect(await tablesWith(owner, beta.canary)).toEqual(['identity.external_accounts', 'identity.users'])
    expect(await everyRowWith(owner, alpha.canary)).toEqual(before)
    const { tenants } = JSON.parse(readFileSync(join(server.folder, 'tenants.json'), 'utf8'))
    expect(tenants).toEqual([tenant('alpha')])
    expect(existsSync(join(server.folder, 'keys/beta_rsa_key.p8'))).toBe(true)

    const verified = await runCoco(server, ['audit', 'verify', '--json'])
    expect(verified.code).toBe(0)
    expect(JSON.parse(verified.stdout).map(({ chain }: { chain: string }) => chain)).toEqual([
      'tenant-alpha',
      'tenant-beta',
      '*',
    ])
    const again = await runCoco(server, ['tenant', 'remove', 'tenant-beta', '--yes-delete', 'tenant-beta'])
    expect([again.code, again.stderr]).toEqual([
      1,
      'There is no tenant tenant-beta, and nothing of it in the database.\n',
    ])
  })

  test('is not removed by a slip', async () => {
    await using server = await startServerOn(NOWHERE, { database, folder: await folderWithFile() })
    await using owner = await ownerOf(server)
    const beta = await writeSomebody(owner, { tenant: 'tenant-beta' })
    const before = await everyRowWith(owner, beta.canary)
    for (const [args, sentence] of [
      [['tenant-beta'], '--yes-delete tenant-beta'],
      [['tenant-beta', '--yes-delete', 'tenant-alpha'], '--yes-delete tenant-beta'],
      [['Tenant Beta', '--yes-delete', 'Tenant Beta'], 'Give one name.'],
      [['tenant-gone', '--yes-delete', 'tenant-gone'], 'There is no tenant tenant-gone'],
      [[], 'Give one name.'],
    ] as const) {
      const { code, stderr } = await runCoco(server, ['tenant', 'remove', ...args])
      expect(code).toBe(1)
      expect(stderr).toContain(sentence)
    }
    expect(await everyRowWith(owner, beta.canary)).toEqual(before)
    const { tenants } = JSON.parse(readFileSync(join(server.folder, 'tenants.json'), 'utf8'))
    expect(tenants).toHaveLength(2)
  })
})
