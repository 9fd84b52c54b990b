import { fingerprint } from '@coco/core/jwt/fingerprint'
import { type Stack, startStack } from '@coco/testkit/start-stack'
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { runCoco } from './run-coco.ts'

/** Of keys that are encrypted. */
export const PASSPHRASE = 'correct horse'

/** For a call that has no administrator. */
export const NO_ADMIN = { SNOWFLAKE_USER: '', SNOWFLAKE_PRIVATE_KEY_PATH: '' }

export type RotatingTenant = Awaited<ReturnType<ReturnType<typeof rotationScene>['addTenant']>>

/** A local account for the tests of one file, and commands in front of it as if it were a real one. */
export function rotationScene() {
  let stack: Stack
  beforeAll(async () => {
    stack = await startStack()
  })
  afterAll(() => stack.close())

  function coco(args: readonly string[], settings: Record<string, string> = {}) {
    return runCoco({ folder: stack.folder, databaseUrl: null }, args, '', {
      SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
      CORTEX_BASE_URL_OVERRIDE: `${stack.emulatorUrl}/api/v2/cortex`,
      SNOWFLAKE_USER: 'COCO_ADMIN',
      SNOWFLAKE_PRIVATE_KEY_PATH: stack.adminKeyPath,
      KEY_PASSPHRASE: PASSPHRASE,
      ...settings,
    })
  }

  /** A tenant that was added by the command and that Snowflake knows. */
  async function addTenant(name: string) {
    const added = await coco(['tenant', 'add', name])
    expect(added).toMatchObject({ code: 0 })
    const sqlFile = join(stack.folder, 'sql/tenants', `${name}.sql`)
    stack.sql(readFileSync(sqlFile, 'utf8'))
    const user = `COCO_USER_${name.toUpperCase()}`
    const file = (kind: '' | '.next' | '.previous', ending = 'p8') =>
      join(stack.folder, 'keys', `${name}_rsa_key${kind}.${ending}`)
    return {
      name,
      user,
      file,
      sqlFile,
      /** The keys that Snowflake takes, by their slots. */
      registered: () => {
        const [result] = stack.sql(`DESC USER ${user}`)
        const valueOf = (property: string) => result?.rows.find((row) => row[0] === property)?.[1] ?? null
        return [valueOf('RSA_PUBLIC_KEY_FP'), valueOf('RSA_PUBLIC_KEY_2_FP')].map((value) =>
          value === 'null' ? null : value,
        )
      },
      inUse: () => fingerprintOf(file('')),
      files: () => readdirSync(join(stack.folder, 'keys')).filter((found) => found.startsWith(`${name}_`)),
      rotate: (flags: string[] = [], settings: Record<string, string> = {}) =>
        coco(['tenant', 'rotate-key', name, ...flags], settings),
    }
  }

  return { coco, addTenant, folder: () => stack.folder, sql: (text: string) => stack.sql(text) }
}

/** What Snowflake calls the key in a file. */
export const fingerprintOf = (path: string) =>
  fingerprint(createPrivateKey({ key: readFileSync(path), passphrase: PASSPHRASE }))
/** The public half as SQL takes it. */
export const bodyOf = (key: KeyObject) =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')

/** Writes a key that nobody knows yet. */
export function newKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return privateKey
}
