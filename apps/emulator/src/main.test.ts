import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeKeyPair, type TestKeyPair } from './testing/key-pair.ts'
import { signToken, tokenParts } from './testing/sign-token.ts'
import { keys, sqlFile } from './testing/start-test-account.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

/** Each test starts processes, on a machine that may be busy. */
vi.setConfig({ testTimeout: 30_000 })

let folder: string
const running: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-main-'))
  mkdirSync(join(folder, 'keys'))
  writeKey('admin', keys.COCO_ADMIN)
  writeKey('alpha', keys.COCO_USER_ALPHA)
  writeKey('beta', keys.COCO_USER_BETA)
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function writeKey(name: string, { privateKey }: TestKeyPair) {
  writeFileSync(join(folder, 'keys', `${name}_rsa_key.p8`), privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

interface Started {
  child: ChildProcess
  url: string
  output: () => string
}

function launch(env: Record<string, string> = {}) {
  const child = fork(MAIN, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: '',
      EMULATOR_PORT: '0',
      COCO_DATA_DIR: folder,
      EMULATOR_KEYS_DIR: join(folder, 'keys'),
      EMULATOR_SQL_DIR: sqlFile(''),
      ...env,
    },
  })
  running.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += String(chunk)))
  return { child, output: () => output }
}

async function start(env?: Record<string, string>): Promise<Started> {
  const { child, output } = launch(env)
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(output()))),
  ])
  expect(message).toEqual({
    type: 'listening',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    port: expect.any(Number),
  })
  return { child, output, url: message.url }
}

async function failedStart(env: Record<string, string>) {
  const { child, output } = launch(env)
  const [code] = await once(child, 'close')
  return { code, output: output() }
}

async function sql(url: string, statement: string, key = keys.COCO_ADMIN) {
  const response = await fetch(`${url}/api/v2/statements`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${signToken(tokenParts('COCO_ADMIN', key, Date.now()), key)}`,
    },
    body: JSON.stringify({ statement }),
  })
  return response.json() as Promise<{ code: string; data?: string[][] }>
}

test('a first start makes the account from scripts and keys, says where it listens, and ends cleanly', async () => {
  const { child, url, output } = await start()
  expect((await sql(url, "SHOW USERS LIKE 'COCO%'")).data).toHaveLength(3)
  expect(output()).toContain(`Account COCO-LOCAL at ${url}`)
  child.kill('SIGTERM')
  expect(await once(child, 'close')).toEqual([0, null])
})

test('it ends with its parent', async () => {
  const { child } = await start()
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('it goes on when nobody reads its log any more', async () => {
  // A line for each key that is missing: Node forgives the first write to a closed pipe, and no other.
  rmSync(join(folder, 'keys', 'alpha_rsa_key.p8'))
  rmSync(join(folder, 'keys', 'beta_rsa_key.p8'))
  const { child } = launch()
  child.stdout?.destroy()
  const [{ url }] = await once(child, 'message')
  expect((await sql(url, 'SELECT 1')).data).toEqual([['1']])
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('what was answered survives kill -9, and the next process may begin at once', async () => {
  let restarts = 0
  for (const count of [6, 3]) {
    const { child, url } = await start()
    const acknowledged: string[] = []
    for (let index = 0; index < count; index += 1) {
      const name = `R_${restarts}_${index}`
      if ((await sql(url, `CREATE ROLE ${name}`)).code === '090001') acknowledged.push(name)
    }
    const unanswered = sql(url, 'CREATE ROLE UNANSWERED').catch(() => null)
    child.kill('SIGKILL')
    await Promise.all([once(child, 'close'), unanswered])
    const next = await start()
    const found = (await sql(next.url, 'SHOW ROLES')).data?.map((row) => row[1])
    expect(found).toEqual(expect.arrayContaining(acknowledged))
    next.child.kill('SIGTERM')
    await once(next.child, 'close')
    restarts += 1
  }
})

test('a second emulator on the same folder is refused in a sentence', async () => {
  const { url } = await start()
  const second = await failedStart({})
  expect(second.code).toBe(1)
  expect(second.output).toContain(`Another emulator is running on ${join(folder, 'emulator')}.`)
  expect((await sql(url, 'SELECT 1')).data).toEqual([['1']])
})

test('a key folder that the account does not know is explained, with the remedy', async () => {
  const first = await start()
  first.child.kill('SIGTERM')
  await once(first.child, 'close')
  const renewed = makeKeyPair()
  writeKey('admin', renewed)
  const { url, output } = await start()
  expect(output()).toMatch(/does not know the key of COCO_ADMIN .* coco emulator reset/)
  expect((await sql(url, 'SELECT 1', renewed)).code).toBe('390144')
})

test('a changed account name does not silently keep the old account', async () => {
  const first = await start()
  first.child.kill('SIGTERM')
  await once(first.child, 'close')
  expect(await failedStart({ EMULATOR_ACCOUNT: 'OTHER-NAME' })).toMatchObject({
    code: 1,
    output: expect.stringContaining('is account COCO-LOCAL, not OTHER-NAME'),
  })
})

describe('what is wrong with the settings is said', () => {
  test('all at once', async () => {
    const { code, output } = await failedStart({
      EMULATOR_PORT: 'many',
      EMULATOR_MODEL_URL: 'ftp://x',
      EMULATOR_ACCOUNT: '../x',
    })
    expect(code).toBe(1)
    for (const name of ['EMULATOR_PORT', 'EMULATOR_MODEL_URL', 'EMULATOR_ACCOUNT']) expect(output).toContain(name)
  })

  test('for a script with the line that was refused', async () => {
    const sqlDir = join(folder, 'sql')
    mkdirSync(join(sqlDir, 'tenants'), { recursive: true })
    for (const name of ['01_rbac_setup.sql', '02_enable_model_rbac.sql'])
      writeFileSync(join(sqlDir, name), readFileSync(sqlFile(name)))
    writeFileSync(join(sqlDir, 'tenants', 'acme.sql'), '-- ACME\nCREATE ROLE ACME;\nCREATE STAGE W;\n')
    const { code, output } = await failedStart({ EMULATOR_SQL_DIR: sqlDir })
    expect(code).toBe(1)
    expect(output).toContain(
      "acme.sql, line 3: SQL compilation error: syntax error line 3 at position 7 unexpected 'STAGE'.",
    )
  })
})
