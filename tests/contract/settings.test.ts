import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { says } from '@coco/testkit/upstream-scripts'
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HI } from './quickstart-gateway.ts'
import { startServerProcess, urlOf } from './server-process.ts'
import { verifyToken } from './verify-token.ts'

/** The quickstart's `.env`: account, users, key paths, and nothing else. */
const QUICKSTART_ENV = `# Snowflake Account
SNOWFLAKE_ACCOUNT=myorg-myaccount

# Tenant Alpha
ALPHA_SNOWFLAKE_USER=COCO_USER_ALPHA
ALPHA_PRIVATE_KEY_PATH=keys/alpha_rsa_key.p8
ALPHA_PRIVATE_KEY_PASSPHRASE=

# Tenant Beta
BETA_SNOWFLAKE_USER=COCO_USER_BETA
BETA_PRIVATE_KEY_PATH=keys/beta_rsa_key.p8
BETA_PRIVATE_KEY_PASSPHRASE=
`

const ALPHA = 'sk-alpha-secret-key-001'
const BETA = 'sk-beta-secret-key-001'

/** A folder with a `.env` and keys, and Coco started there as a process, in front of a stand-in for Snowflake. */
async function startIn({ env, environment = ANY_PORT, prepare = () => {} }: StartIn) {
  const folder = await createStackFolder()
  writeFileSync(join(folder.path, '.env'), env)
  prepare(folder.path)
  const upstream = await startHostileUpstream(says('Hello'))
  const coco = await startServerProcess(folder.path, { CORTEX_BASE_URL_OVERRIDE: upstream.url, ...environment })
  return {
    coco,
    upstream,
    publicKeyOf: (name: string) => join(folder.path, `keys/${name}_rsa_key.pub`),
    ask: (key: string) => callChatStream(urlOf(coco), { key, body: HI }),
    async [Symbol.asyncDispose]() {
      await coco[Symbol.asyncDispose]()
      await upstream.close()
      folder.remove()
    },
  }
}

/** The quickstart's 8000 may be taken on the machine that runs this. */
const ANY_PORT = { COCO_PORT: '0' }

interface StartIn {
  /** The text of `.env`. */
  env: string
  /** Of the process, which wins over `.env`. */
  environment?: Record<string, string>
  prepare?: (folder: string) => void
}

test("C61 · the quickstart's .env starts Coco as it is, and both tenants are answered with their own keys", async () => {
  await using scene = await startIn({ env: QUICKSTART_ENV })
  expect((await scene.ask(ALPHA)).events.at(-1)?.event).toBe('done')
  expect((await scene.ask(BETA)).events.at(-1)?.event).toBe('done')
  const tokenOf = async (call: number, name: string) =>
    verifyToken(await scene.upstream.nth(call), scene.publicKeyOf(name)).claims.sub
  expect(await tokenOf(0, 'alpha')).toBe('MYORG-MYACCOUNT.COCO_USER_ALPHA')
  expect(await tokenOf(1, 'beta')).toBe('MYORG-MYACCOUNT.COCO_USER_BETA')
})

test('C62 · other names in .env, and names in small letters, are no reason not to start', async () => {
  const env = `\uFEFF${QUICKSTART_ENV}\nSOME_OTHER_TOOL=1\nexport AWS_REGION="eu-west-1"\nOPENAI_API_KEY=\nlog_level=debug\n`
  await using scene = await startIn({ env })
  expect((await scene.ask(ALPHA)).events.at(-1)?.event).toBe('done')
  await expect.poll(scene.coco.output).toContain('"level":"debug"')
})

describe('what is missing', () => {
  test('C63 · an account that is not named ends the start with its name, and with every other problem', async () => {
    await using scene = await startIn({
      env: 'ALPHA_SNOWFLAKE_USER=A\n',
      environment: { ...ANY_PORT, LOG_LEVEL: 'LOUD' },
    })
    expect(scene.coco.outcome).toEqual({ exitCode: 1 })
    expect(scene.coco.output()).toMatch(/SNOWFLAKE_ACCOUNT is missing/)
    expect(scene.coco.output()).toMatch(/LOG_LEVEL must be one of/)
    expect(scene.coco.output()).not.toMatch(/at .*\.ts:\d+/)
  })

  test('C63 · a key file that is not there takes down its tenant, and the other runs', async () => {
    const prepare = (folder: string) => rmSync(join(folder, 'keys/beta_rsa_key.p8'))
    await using scene = await startIn({ env: QUICKSTART_ENV, prepare })
    expect(await scene.ask(BETA)).toMatchObject({ status: 503, json: { code: 'tenant_unavailable' } })
    expect((await scene.ask(ALPHA)).events.at(-1)?.event).toBe('done')
    await expect.poll(scene.coco.output).toMatch(/beta_rsa_key\.p8/)
  })
})

describe('an encrypted key', () => {
  const passphrase = 'correct horse battery staple'
  function encryptAlpha(folder: string): void {
    const path = join(folder, 'keys/alpha_rsa_key.p8')
    const key = createPrivateKey(readFileSync(path))
    writeFileSync(path, key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }))
  }

  test('C64 · works with its passphrase from .env', async () => {
    const env = QUICKSTART_ENV.replace('ALPHA_PRIVATE_KEY_PASSPHRASE=', `ALPHA_PRIVATE_KEY_PASSPHRASE="${passphrase}"`)
    await using scene = await startIn({ env, prepare: encryptAlpha })
    expect((await scene.ask(ALPHA)).events.at(-1)?.event).toBe('done')
    expect(verifyToken(await scene.upstream.nth(0), scene.publicKeyOf('alpha')).header).toMatchObject({ alg: 'RS256' })
    expect(scene.coco.output()).not.toContain(passphrase)
  })

  test('C64 · without it is a tenant that is down, and the log names the variable', async () => {
    await using scene = await startIn({ env: QUICKSTART_ENV, prepare: encryptAlpha })
    expect((await scene.ask(ALPHA)).status).toBe(503)
    await expect.poll(scene.coco.output).toContain('ALPHA_PRIVATE_KEY_PASSPHRASE')
  })
})

test('C65 · COCO_PORT and LOG_LEVEL of .env count', async () => {
  const port = await freePort()
  const env = `${QUICKSTART_ENV}\nCOCO_PORT=${port}\nLOG_LEVEL=DEBUG\n`
  await using scene = await startIn({ env, environment: {} })
  expect(urlOf(scene.coco)).toBe(`http://127.0.0.1:${port}`)
  await scene.ask(ALPHA)
  await expect.poll(scene.coco.output).toContain('"level":"debug"')
})

/** Free a moment ago, which is the best that can be said of a port that is not 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
