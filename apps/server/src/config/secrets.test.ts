import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createSecret } from '../platform/secret.ts'
import { loadSecrets } from './secrets.ts'

const newDataDir = () => mkdtempSync(join(tmpdir(), 'coco-secrets-'))

test('the first start makes a secret that only its owner may read; the next start finds it again', () => {
  const dataDir = newDataDir()
  const first = loadSecrets({ dataDir, sessionSecret: null })
  const second = loadSecrets({ dataDir, sessionSecret: null })
  expect(second.session.reveal()).toBe(first.session.reveal())
  expect(second.instanceId).toBe(first.instanceId)
  expect(statSync(join(dataDir, 'server/session-secret')).mode & 0o777).toBe(0o600)
})

test('a secret of the environment is used and nothing is written for it', () => {
  const dataDir = newDataDir()
  const sessionSecret = createSecret('from the environment, long enough')
  const secrets = loadSecrets({ dataDir, sessionSecret })
  expect(secrets.session.reveal()).toBe('from the environment, long enough')
  expect(secrets.instanceId).toMatch(/^[0-9a-f]{8}$/)
  expect(readdirSync(dataDir)).toEqual([])
})

test('two folders are two instances', () => {
  const [one, other] = [newDataDir(), newDataDir()].map((dataDir) => loadSecrets({ dataDir, sessionSecret: null }))
  expect(one?.instanceId).not.toBe(other?.instanceId)
})

test('a damaged secret stops the start instead of signing with it', () => {
  const dataDir = newDataDir()
  loadSecrets({ dataDir, sessionSecret: null })
  writeFileSync(join(dataDir, 'server/session-secret'), 'short')
  expect(() => loadSecrets({ dataDir, sessionSecret: null })).toThrow(/session-secret does not hold/)
})

test('a secret prints nowhere', () => {
  const secret = createSecret('hunter2')
  expect(`${inspect(secret)} ${JSON.stringify({ secret })}`).not.toContain('hunter2')
})
