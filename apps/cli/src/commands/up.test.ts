import { once } from 'node:events'
import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tempFolder } from '@coco/core/testing/temp-folder'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { isListening } from '../local/is-listening.ts'
import type { LocalDeployment } from '../local/local-deployment.ts'
import { forkUp, type RunningCoco, runCoco, startUp, startUpForTest } from '../testing/run-coco.ts'

// Every step here is a process of its own, and they take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

function localJson(folder: { file(name: string): string }): LocalDeployment {
  return JSON.parse(readFileSync(folder.file('data/local.json'), 'utf8')) as LocalDeployment
}

/** The first event of a streamed answer. */
async function ask(url: string, apiKey: string, model: string): Promise<string> {
  const response = await fetch(`${url}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({ message: 'Hi', model }),
  })
  const text = await response.text()
  return text.slice(0, text.indexOf('\n\n'))
}

describe('a running local Coco', () => {
  const folder = tempFolder()
  let coco: RunningCoco
  beforeAll(async () => {
    coco = await startUp(folder.path)
  })
  afterAll(async () => {
    await coco.stop()
    folder[Symbol.dispose]()
  })
  const run = (...args: string[]) => runCoco(folder.path, args)
  const claudeForBeta = (verb: 'GRANT' | 'REVOKE') =>
    run(
      'sql',
      `${verb} APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" ${verb === 'GRANT' ? 'TO' : 'FROM'} ROLE COCO_TENANT_BETA`,
    )

  test('prints its address, how to sign in, and what to try', () => {
    expect(coco.output()).toContain(`Coco is ready: ${coco.url}`)
    expect(coco.output()).toContain(`curl -N ${coco.url}/v1/chat/stream -H 'X-API-Key: sk-alpha-secret-key-001'`)
    expect(coco.output()).toContain('npm run coco -- sql')
  })

  test('has made the keys, and left where it is for the other commands', () => {
    for (const name of ['admin', 'alpha', 'beta'])
      expect(statSync(folder.file(`keys/${name}_rsa_key.p8`)).mode & 0o777).toBe(0o600)
    expect(localJson(folder)).toMatchObject({ mode: 'local', serverUrl: coco.url, account: 'COCO-LOCAL' })
  })

  test('answers, and doctor finds nothing wrong', async () => {
    expect((await fetch(`${coco.url}/healthz`)).status).toBe(200)
    const { code, stdout } = await run('doctor')
    expect(stdout).not.toContain('FAIL')
    expect(code).toBe(0)
    expect(stdout).toMatch(/tenant-beta[\s\S]*models +deepseek-r1, llama3\.1-70b, openai-gpt-4\.1/)
  })

  test('GRANT opens a model with the next call and REVOKE closes it again, without a restart', async () => {
    const asBeta = () => ask(coco.url, 'sk-beta-secret-key-001', 'claude-4-sonnet')
    expect(await asBeta()).toMatch(/^event: error\ndata: .*403/)
    expect(await claudeForBeta('GRANT')).toMatchObject({ code: 0, stdout: 'Statement executed successfully.\n' })
    expect(await asBeta()).toMatch(/^event: meta\n/)
    expect(await claudeForBeta('REVOKE')).toMatchObject({ code: 0 })
    expect(await asBeta()).toMatch(/^event: error\ndata: .*403/)
  })

  test('sql prints tables, JSON, and several results in order', async () => {
    expect((await run('sql', 'SELECT CURRENT_ROLE()')).stdout).toBe(
      'CURRENT_ROLE()\n--------------\nACCOUNTADMIN\n(1 row)\n',
    )
    expect(
      JSON.parse((await run('sql', '--json', 'SELECT CURRENT_USER(); SELECT CURRENT_ROLE()')).stdout),
    ).toMatchObject([
      { columns: ['CURRENT_USER()'], rows: [['COCO_ADMIN']] },
      { columns: ['CURRENT_ROLE()'], rows: [['ACCOUNTADMIN']] },
    ])
  })

  test('sql passes a refusal on with code and place, and exits with 1', async () => {
    const { code, stdout, stderr } = await run('sql', 'VACUUM')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain("syntax error line 1 at position 0 unexpected 'VACUUM'.")
    expect(stderr).toContain('(code 001003, SQLSTATE 42000, line 1, position 0)')
  })

  test('sql -f runs a file', async () => {
    const script = new URL('../../../../sql/02_enable_model_rbac.sql', import.meta.url).pathname
    expect(await run('sql', '-f', script)).toMatchObject({ code: 0, stderr: '' })
  })

  test('tenant add teaches both the local Snowflake and the server a tenant', async () => {
    const added = await run('tenant', 'add', 'acme', '--models', 'mistral-large2')
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('The local Snowflake knows it.') })
    const { code, stdout } = await run('doctor', '--tenant', 'acme')
    expect(stdout).toMatch(/role +COCO_TENANT_ACME\n.*models +mistral-large2\n/)
    expect(code).toBe(0)
  })

  test('doctor says why a tenant is refused, and what to do', async () => {
    await run('sql', 'ALTER USER COCO_USER_ALPHA UNSET RSA_PUBLIC_KEY')
    const { code, stdout } = await run('doctor', '--json')
    expect(code).toBe(1)
    const sections = JSON.parse(stdout) as {
      subject: string
      findings: { check: string; ok: boolean; remedy?: string }[]
    }[]
    const alpha = sections.find(({ subject }) => subject.startsWith('tenant-alpha'))
    expect(alpha?.findings).toMatchObject([
      { check: 'key', ok: true },
      { check: 'sign-in', ok: false, remedy: expect.stringContaining('ALTER USER COCO_USER_ALPHA SET RSA_PUBLIC_KEY') },
    ])
  })

  test('emulator reset is refused', async () => {
    const { code, stderr } = await run('emulator', 'reset')
    expect(code).toBe(1)
    expect(stderr).toContain('is running')
    expect(existsSync(folder.file('data/emulator'))).toBe(true)
  })

  test('the same account can be used as a real one is: with a user, a key and an address', async () => {
    const env = {
      SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
      CORTEX_BASE_URL_OVERRIDE: `${localJson(folder).snowflakeUrl}/api/v2/cortex`,
      SNOWFLAKE_USER: 'coco_admin',
      SNOWFLAKE_PRIVATE_KEY_PATH: 'keys/admin_rsa_key.p8',
      SNOWFLAKE_ROLE: 'SECURITYADMIN',
    }
    expect((await runCoco(folder.path, ['sql', 'SELECT CURRENT_ROLE()'], env)).stdout).toContain('SECURITYADMIN')
    expect((await runCoco(folder.path, ['doctor', '--tenant', 'tenant-beta'], env)).stdout).toContain(
      'accepted as COCO_USER_BETA',
    )
  })
})

test('a server for a real account on any free port says where it is, and doctor finds it there', async () => {
  using folder = tempFolder()
  const account = {
    SNOWFLAKE_ACCOUNT: 'myorg-myaccount',
    CORTEX_BASE_URL_OVERRIDE: 'http://127.0.0.1:1',
    COCO_PORT: '0',
  }
  const coco = await startUpForTest(folder.path, account)
  const { url } = JSON.parse(readFileSync(folder.file('data/server.json'), 'utf8')) as { url: string }
  expect(await isListening(url)).toBe(true)
  expect((await runCoco(folder.path, ['doctor'], account)).stdout).toContain(`answers at ${url}`)
  // The port may have been named to the server alone.
  const elsewhere = { ...account, COCO_PORT: '8000' }
  expect((await runCoco(folder.path, ['doctor'], elsewhere)).stdout).toContain(`answers at ${url}`)
  // Nobody has an account yet: where the first is made stands on the terminal, and nowhere in the log.
  const setupPath = readFileSync(folder.file('data/server/setup-link'), 'utf8').trim()
  expect(coco.output().split(`${url}${setupPath}\n`)).toHaveLength(2)
  const add = ['user', 'add', 'boss@example.com', '--name', 'Boss', '--superuser']
  expect((await runCoco(folder.path, add, account)).stdout).toMatch(new RegExp(`^${url}/link#[\\w-]+\n$`))
  await coco.stop('SIGTERM')
  expect(existsSync(folder.file('data/server.json'))).toBe(false)
})

describe('the end of a local Coco', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends everything with code 0 and leaves no address behind',
    async (signal) => {
      using folder = tempFolder()
      const coco = await startUpForTest(folder.path)
      const { serverUrl, snowflakeUrl } = localJson(folder)
      expect(await coco.stop(signal)).toBe(0)
      expect([await isListening(serverUrl), await isListening(snowflakeUrl)]).toEqual([false, false])
      expect(existsSync(folder.file('data/local.json'))).toBe(false)
    },
  )

  test('kill -9 of the launcher takes both parts along', async () => {
    using folder = tempFolder()
    const coco = await startUpForTest(folder.path)
    const { serverUrl, snowflakeUrl } = localJson(folder)
    await coco.stop('SIGKILL')
    await expect.poll(() => isListening(serverUrl), { timeout: 10_000 }).toBe(false)
    await expect.poll(() => isListening(snowflakeUrl), { timeout: 10_000 }).toBe(false)
  })

  test('is not brought about by a log that nobody reads any more, as in npm start | head -1', async () => {
    using folder = tempFolder()
    const { child, output } = forkUp(folder.path, { LOG_LEVEL: 'DEBUG' })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [ended, ready] = [once(child, 'exit'), once(child, 'message')]
    await expect.poll(output, { timeout: 30_000 }).toContain('\n')
    child.stdout?.destroy()
    child.stderr?.destroy()
    await ready
    const { serverUrl, snowflakeUrl } = localJson(folder)
    for (let call = 0; call < 3; call++) {
      expect(await ask(serverUrl, 'sk-alpha-secret-key-001', 'claude-4-sonnet')).toMatch(/^event: meta\n/)
      expect((await fetch(`${snowflakeUrl}/api/v2/statements`, { method: 'POST', body: '{' })).status).toBe(401)
    }
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect([await isListening(serverUrl), await isListening(snowflakeUrl)]).toEqual([false, false])
  })

  test('SIGTERM during the start is a clean exit', async () => {
    using folder = tempFolder()
    const { child, output } = forkUp(folder.path)
    await expect.poll(output, { timeout: 30_000 }).toContain('Made development keys')
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
    expect(child.exitCode).toBe(0)
    expect(output()).not.toContain('Coco is ready')
  })
})

test('a second start remembers every GRANT, and a key that was lost in between is made and registered anew', async () => {
  using folder = tempFolder()
  const first = await startUpForTest(folder.path)
  await runCoco(folder.path, [
    'sql',
    'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-MISTRAL-7B" TO ROLE COCO_TENANT_BETA',
  ])
  await first.stop()
  renameSync(folder.file('keys/beta_rsa_key.p8'), folder.file('lost.p8'))
  rmSync(folder.file('keys/beta_rsa_key.pub'))
  const second = await startUpForTest(folder.path)
  expect(second.output()).toContain('Made development keys: keys/beta_rsa_key.p8')
  const { stdout } = await runCoco(folder.path, ['doctor', '--tenant', 'tenant-beta'])
  expect(stdout).toContain('accepted as COCO_USER_BETA')
  expect(stdout).toContain('mistral-7b')
})
