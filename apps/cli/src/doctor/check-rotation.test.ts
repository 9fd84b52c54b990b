import { type KeyPairTenant } from '@coco/core/tenants/tenant'
import { tempFolder } from '@coco/core/testing/temp-folder'
import { TenantId } from '@coco/shared/ids'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkRotation } from './check-rotation.ts'

const tenantWith = (path: string): KeyPairTenant => ({
  id: TenantId.parse('acme'),
  name: 'Acme',
  snowflake: { user: 'U', role: 'R', privateKey: { path, passphrase: null } },
  defaultModel: 'm',
  models: [],
  systemPrompt: null,
  limits: { requestsPerMinute: 60 },
  documents: null,
})

test.each([
  ['no key file', [], []],
  ['one key', ['a.p8'], []],
  ['a new key that is not in use yet', ['a.p8', 'a.next.p8'], [/a\.next\.p8: coco tenant rotate-key acme goes on/]],
  ['a previous key', ['a.p8', 'a.previous.p8'], [/a\.previous\.p8: coco tenant rotate-key acme --finish removes/]],
])('%s', (_what, files, expected) => {
  using folder = tempFolder()
  for (const file of files) writeFileSync(folder.file(file), 'key', { mode: 0o600 })
  const findings = checkRotation(tenantWith(folder.file('a.p8')))
  expect(findings.map(({ detail }) => detail)).toEqual(expected.map((part) => expect.stringMatching(part) as string))
  expect(findings.every(({ ok }) => ok)).toBe(true)
})

test('a previous key that others may read is as bad as one in use', () => {
  using folder = tempFolder()
  writeFileSync(folder.file('a.p8'), 'key', { mode: 0o600 })
  writeFileSync(folder.file('a.previous.p8'), 'key', { mode: 0o644 })
  const [, second] = checkRotation(tenantWith(folder.file('a.p8')))
  expect(second).toMatchObject({ check: 'key file', ok: false })
})
