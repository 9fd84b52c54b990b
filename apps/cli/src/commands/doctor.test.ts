import { createKeyPair } from '@coco/core/jwt/create-key-pair'
import { tempFolder } from '@coco/core/testing/temp-folder'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { callCommand } from '../testing/call-command.ts'
import { type Answer, oneCell, standInAccount } from '../testing/stand-in-account.ts'
import type { Section } from '../doctor/finding.ts'
import { doctor } from './doctor.ts'

const keys = tempFolder()
beforeAll(async () => {
  for (const name of ['alpha', 'beta']) {
    await createKeyPair({ privateKeyPath: keys.file(`${name}.p8`), publicKeyPath: keys.file(`${name}.pub`) })
  }
  return () => keys[Symbol.dispose]()
})

const acme = {
  id: 'acme',
  name: 'Acme',
  snowflake: { user: 'ACME', role: 'R', privateKeyPath: 'keys/alpha.p8', privateKeyPassphraseEnv: 'ACME_PASSPHRASE' },
  defaultModel: 'm',
}
const globex = { ...acme, id: 'globex', snowflake: { user: 'GLOBEX', role: 'R', privateKeyPath: 'keys/beta.p8' } }

/** A sound set-up in front of an account that takes everybody; a case breaks one thing of it. */
interface SetUp {
  folder: string
  settings: Record<string, string>
  tenants(...entries: object[]): void
  key(name: 'alpha' | 'beta'): string
}

function accountAnswers(_method: string, path: string): Answer {
  if (path === '/healthz') return { status: 404 }
  if (path.startsWith('/api/v2/statements')) return oneCell('R')
  if (path.endsWith('inference:embed')) return { body: { data: [{ index: 0, embedding: [[1, 0]] }] } }
  if (path === '/.well-known/openid-configuration') return { body: { issuer: 'https://somebody.example.com' } }
  return { body: { models: ['m'] } }
}

async function examine(breakIt: (setUp: SetUp, accountUrl: string) => void) {
  const folder = tempFolder()
  onTestFinished(() => folder[Symbol.dispose]())
  const url = await standInAccount(accountAnswers)
  cpSync(keys.path, folder.file('keys'), { recursive: true })
  const tenants = (...entries: object[]) =>
    writeFileSync(folder.file('tenants.json'), JSON.stringify({ tenants: entries }))
  tenants(acme, globex)
  const settings = { SNOWFLAKE_ACCOUNT: 'myorg-a', CORTEX_BASE_URL_OVERRIDE: `${url}/api/v2/cortex` }
  const setUp: SetUp = { folder: folder.path, settings, tenants, key: (name) => folder.file(`keys/${name}.p8`) }
  breakIt(setUp, url)
  const { code, stdout, stderr } = await callCommand(doctor, folder.path, ['--json'], setUp.settings)
  expect(stderr).toBe('')
  const sections = JSON.parse(stdout) as Section[]
  return { code, stdout, failed: sections.flatMap(({ findings }) => findings).filter(({ ok }) => !ok) }
}

const writeKey = (path: string, pem: string) => writeFileSync(path, pem, { mode: 0o600 })
const pkcs8 = { format: 'pem', type: 'pkcs8' } as const
const encrypted = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'CANARY' })
    .toString()

test('a sound set-up has no failure', async () => {
  expect(await examine(() => {})).toMatchObject({ code: 0, failed: [] })
})

type Case = [
  what: string,
  breakIt: (setUp: SetUp, accountUrl: string) => void,
  check: string,
  says: RegExp,
  remedy: RegExp,
]

const ENVIRONMENT = /in the environment or in \.env/

const cases: Case[] = [
  [
    'no account although others reach it',
    ({ settings }) => {
      delete settings.SNOWFLAKE_ACCOUNT
      settings.COCO_PUBLIC_URL = 'https://coco.example.com'
    },
    'settings',
    /^SNOWFLAKE_ACCOUNT is missing\..*COCO_PUBLIC_URL/,
    ENVIRONMENT,
  ],
  [
    'an account that cannot be one',
    ({ settings }) => (settings.SNOWFLAKE_ACCOUNT = 'my account'),
    'settings',
    /^SNOWFLAKE_ACCOUNT is not an account identifier/,
    ENVIRONMENT,
  ],
  [
    'an account that does not answer',
    ({ settings }) => (settings.CORTEX_BASE_URL_OVERRIDE = 'http://127.0.0.1:2/api/v2/cortex'),
    'reachable',
    /does not answer \(ECONNREFUSED\)/,
    /CORTEX_BASE_URL_OVERRIDE/,
  ],
  [
    'an answer that is no TLS',
    ({ settings }, url) => (settings.CORTEX_BASE_URL_OVERRIDE = `${url.replace('http:', 'https:')}/api/v2/cortex`),
    'reachable',
    /does not answer \(ERR_SSL/,
    /NODE_EXTRA_CA_CERTS/,
  ],
  [
    'no session secret beyond loopback',
    ({ settings }) => (settings.COCO_HOST = '0.0.0.0'),
    'settings',
    /^COCO_SESSION_SECRET is required/,
    ENVIRONMENT,
  ],
  [
    'a session secret that is too short',
    ({ settings }) => (settings.COCO_SESSION_SECRET = 'CANARY'),
    'settings',
    /^COCO_SESSION_SECRET must have at least 32/,
    ENVIRONMENT,
  ],
  [
    'half of a sign-in elsewhere',
    ({ settings }) => (settings.OIDC_CLIENT_SECRET = 'CANARY'),
    'settings',
    /^OIDC_ISSUER is missing/,
    ENVIRONMENT,
  ],
  [
    'an identity provider that is not there',
    ({ settings }) =>
      Object.assign(settings, { OIDC_ISSUER: 'http://127.0.0.1:2', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 'CANARY' }),
    'provider',
    /does not answer \(ECONNREFUSED\)/,
    /OIDC_ISSUER/,
  ],
  [
    'an identity provider of another name',
    ({ settings }, url) =>
      Object.assign(settings, { OIDC_ISSUER: url, OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 'CANARY' }),
    'provider',
    /calls itself "https:\/\/somebody\.example\.com"/,
    /to the letter/,
  ],
  [
    'a public address without its scheme',
    ({ settings }) => (settings.COCO_PUBLIC_URL = 'coco.example.com'),
    'settings',
    /^COCO_PUBLIC_URL must be a whole address/,
    ENVIRONMENT,
  ],
  [
    'a proxy that is no address',
    ({ settings }) => (settings.COCO_TRUST_PROXY = 'yes please'),
    'settings',
    /^COCO_TRUST_PROXY must be/,
    ENVIRONMENT,
  ],
  [
    'a port that is none',
    ({ settings }) => (settings.COCO_PORT = '80000'),
    'settings',
    /^COCO_PORT must be a whole number/,
    ENVIRONMENT,
  ],
  [
    'a port that somebody has',
    ({ settings }, url) => {
      settings.COCO_PORT = new URL(url).port
    },
    'server',
    /listens at http/,
    /COCO_PORT/,
  ],
  [
    'a mistyped setting',
    ({ settings }) => (settings.COCO_TRUST_PROXI = 'true'),
    'settings',
    /Did you mean COCO_TRUST_PROXY\?$/,
    /Correct its name/,
  ],
  [
    'a data folder that is a file',
    ({ folder, settings }) => {
      writeFileSync(join(folder, 'taken'), '')
      settings.COCO_DATA_DIR = 'taken'
    },
    'data folder',
    /taken is not a folder/,
    /COCO_DATA_DIR/,
  ],
  [
    'a database that is not there',
    ({ settings }) => (settings.DATABASE_URL = 'postgres://a:CANARY@127.0.0.1:2/x'),
    'database',
    /\(ECONNREFUSED\)/,
    /host and port in DATABASE_URL/,
  ],
  [
    'a database that is no Postgres',
    ({ settings }) => (settings.DATABASE_URL = 'mysql://a:CANARY@h/x'),
    'database',
    /^DATABASE_URL must be an address/,
    ENVIRONMENT,
  ],
  ['a key file that is not there', ({ key }) => rmSync(key('alpha')), 'key', /^There is no private key file /, /503/],
  [
    'a key file that is a folder',
    ({ key }) => {
      rmSync(key('alpha'))
      mkdirSync(key('alpha'))
    },
    'key',
    /is a folder/,
    /503/,
  ],
  [
    'a key that everybody reads',
    ({ key }) => chmodSync(key('alpha'), 0o644),
    'key file',
    /can be read by others .*0644/,
    /chmod 600/,
  ],
  [
    'a key that others replace',
    ({ key }) => chmodSync(key('alpha'), 0o620),
    'key file',
    /can be replaced by others .*0620/,
    /chmod 600/,
  ],
  [
    'a key that is cut short',
    ({ key }) => writeKey(key('alpha'), '-----BEGIN PRIVATE KEY-----'),
    'key',
    /not a complete PEM/,
    /503/,
  ],
  [
    'the public half instead of the private',
    ({ folder, key }) => copyFileSync(join(folder, 'keys/alpha.pub'), key('alpha')),
    'key',
    /holds a public key/,
    /503/,
  ],
  [
    'an encrypted key without its passphrase',
    ({ key }) => writeKey(key('alpha'), encrypted()),
    'key',
    /is encrypted\. Set its passphrase in ACME_PASSPHRASE/,
    /503/,
  ],
  [
    'a wrong passphrase',
    ({ key, settings }) => {
      writeKey(key('alpha'), encrypted())
      settings.ACME_PASSPHRASE = 'not CANARIES'
    },
    'key',
    /does not open with the passphrase given/,
    /503/,
  ],
  [
    'a key that is too short',
    ({ key }) =>
      writeKey(key('alpha'), generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pkcs8).toString()),
    'key',
    /has 1024 bits/,
    /503/,
  ],
  [
    'a key that is not RSA',
    ({ key }) => writeKey(key('alpha'), generateKeyPairSync('ed25519').privateKey.export(pkcs8).toString()),
    'key',
    /is of type ed25519, not RSA/,
    /503/,
  ],
  [
    'two tenants with one key',
    ({ key }) => copyFileSync(key('alpha'), key('beta')),
    'key pairs',
    /^globex and acme have the same key/,
    /for globex alone/,
  ],
  [
    'a tenants file that is no JSON',
    ({ folder }) => writeFileSync(join(folder, 'tenants.json'), '{'),
    'declared',
    /not valid JSON/,
    /tenants file/,
  ],
  [
    'a mistyped field of a tenant',
    ({ tenants }) => tenants({ ...acme, modles: [] }),
    'declared',
    /tenants\[0\]\.modles: is not a field/,
    /tenants file/,
  ],
  [
    'two tenants with one user',
    ({ tenants }) => tenants(acme, { ...globex, snowflake: acme.snowflake }),
    'declared',
    /tenants\[1\]\.snowflake\.user: "ACME" is the Snowflake user of/,
    /tenants file/,
  ],
]

describe('doctor names what is wrong and what to do, and prints no secret', () => {
  test.each(cases)('%s', async (_what, breakIt, check, says, remedy) => {
    const { code, failed, stdout } = await examine(breakIt)
    expect(code).toBe(1)
    expect(failed).toContainEqual({
      check,
      ok: false,
      detail: expect.stringMatching(says),
      remedy: expect.stringMatching(remedy),
    })
    expect(stdout).not.toMatch(/CANARY|CANARIES/)
  })
})
