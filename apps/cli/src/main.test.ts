import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tempFolder } from '@coco/core/testing/temp-folder'
import { describe, expect, test, vi } from 'vitest'
import { COMMANDS } from './command-table.ts'
import { doctor } from './commands/doctor.ts'
import { emulatorReset } from './commands/emulator-reset.ts'
import { prepareDev } from './commands/prepare-dev.ts'
import { sql } from './commands/sql.ts'
import { up } from './commands/up.ts'
import { callCommand } from './testing/call-command.ts'
import { runCoco } from './testing/run-coco.ts'

// A process of its own takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

describe('what coco says of itself', () => {
  test('without a command, or with --help, it lists its commands', async () => {
    using folder = tempFolder()
    for (const args of [[], ['--help'], ['help']]) {
      const { code, stdout } = await runCoco(folder.path, args)
      expect(code).toBe(0)
      for (const name of ['sql', 'tenant add', 'doctor', 'emulator reset']) expect(stdout).toContain(`  ${name} `)
      expect(stdout).not.toContain('prepare-dev')
    }
  })

  test('sql --help explains sql and does nothing', async () => {
    using folder = tempFolder()
    const { code, stdout } = await runCoco(folder.path, ['sql', 'SELECT 1', '--help'])
    expect([code, stdout]).toEqual([0, `${sql.help}\n`])
    expect(readdirSync(folder.path)).toEqual([])
  })

  test('every command begins its help with how to call it', async () => {
    for (const { name, load } of COMMANDS) expect((await load()).help).toMatch(new RegExp(`^coco ${name}`))
  })

  test('a command that there is not is refused with the list', async () => {
    using folder = tempFolder()
    const { code, stderr } = await runCoco(folder.path, ['tenants'])
    expect(code).toBe(2)
    expect(stderr).toContain('There is no command "tenants".')
    expect(stderr).toContain('tenant add')
  })

  test.each(['--version', '-v', 'version'])('%s is its version and that of Node', async (arg) => {
    using folder = tempFolder()
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(await runCoco(folder.path, [arg])).toEqual({
      code: 0,
      stdout: `coco ${version} (Node ${process.version})\n`,
      stderr: '',
    })
  })

  test('half a command is told its other half', async () => {
    using folder = tempFolder()
    expect(await runCoco(folder.path, ['tenant'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'coco tenant needs one more word:\n\n' +
        '  tenant add         add a tenant: key pair, SQL, entry in tenants.json\n' +
        '  tenant rotate-key  give a tenant a new key while it is in use\n' +
        '  tenant remove      delete a tenant and everything it has here\n\n' +
        'coco tenant … --help says more.\n',
    })
  })

  test('a command that there is not is named without its options', async () => {
    using folder = tempFolder()
    const { stderr } = await runCoco(folder.path, ['tennant', 'add', '--help'])
    expect(stderr).toContain('There is no command "tennant add".')
  })

  test('an option that there is not is refused with the way to help, and no stack', async () => {
    using folder = tempFolder()
    const { code, stderr } = await runCoco(folder.path, ['sql', '--fiel', 'x.sql'])
    expect(code).toBe(1)
    expect(stderr).toContain('--fiel')
    expect(stderr).toContain('coco sql --help')
    expect(stderr).not.toContain('    at ')
  })
})

describe('local mode is refused where somebody else could sign in', () => {
  test.each([
    [{ NODE_ENV: 'production' }, 'NODE_ENV=production'],
    [{ COCO_PUBLIC_URL: 'https://chat.example.com' }, 'COCO_PUBLIC_URL'],
    [{ COCO_ALLOWED_HOSTS: 'localhost, coco.example.com' }, 'COCO_ALLOWED_HOSTS'],
    [{ COCO_HOST: '0.0.0.0' }, '0.0.0.0'],
    [{ COCO_HOST: '192.168.1.5' }, '192.168.1.5'],
    [{ COCO_HOST: '::' }, '::'],
  ])('%j', async (env, name) => {
    using folder = tempFolder()
    for (const command of [up, prepareDev]) {
      const { code, stderr } = await callCommand(command, folder.path, [], env)
      expect(code).toBe(1)
      expect(stderr).toContain(name)
      expect(stderr).toContain('Set SNOWFLAKE_ACCOUNT')
    }
    expect(readdirSync(folder.path)).toEqual([])
  })

  test('also when .env says so', async () => {
    using folder = tempFolder()
    writeFileSync(folder.file('.env'), 'COCO_HOST=0.0.0.0\n')
    expect(await callCommand(up, folder.path, [])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('0.0.0.0'),
    })
  })

  test('COCO_MODE=local beside an account is a contradiction', async () => {
    using folder = tempFolder()
    const { code, stderr } = await callCommand(up, folder.path, [], {
      COCO_MODE: 'local',
      SNOWFLAKE_ACCOUNT: 'myorg-a',
    })
    expect(code).toBe(1)
    expect(stderr).toContain('contradict')
  })
})

describe('up, before anything is started', () => {
  test.each(['COCO_PORT', 'EMULATOR_PORT'])('a port in use is a sentence that names %s', async (variable) => {
    using folder = tempFolder()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = String((other.address() as AddressInfo).port)
    const { code, stderr } = await callCommand(up, folder.path, [], { [variable]: port })
    other.close()
    expect(code).toBe(1)
    expect(stderr).toBe(
      `Port ${port} is in use, perhaps by another Coco. Stop that one, or choose another port with ${variable}.\n`,
    )
  })

  test('a port that is none is refused', async () => {
    using folder = tempFolder()
    const { code, stderr } = await callCommand(up, folder.path, [], { COCO_PORT: '80a' })
    expect([code, stderr]).toEqual([
      1,
      'COCO_PORT is "80a"; it must be a port from 0 to 65535 (0 takes any free one).\n',
    ])
  })

  test('a broken tenants file is refused with every problem', async () => {
    using folder = tempFolder()
    writeFileSync(folder.file('tenants.json'), '{"tenants":[{"id":"A"}],"x":1}')
    const { code, stderr } = await callCommand(up, folder.path, [])
    expect(code).toBe(1)
    expect(stderr).toContain('tenants[0].id')
    expect(stderr).toContain('tenants[0].snowflake')
    expect(stderr).toContain('x: is not a field')
  })

  test('C63: with COCO_MODE=snowflake and no account the server’s own sentence names the variable', async () => {
    using folder = tempFolder()
    const { code, stderr } = await runCoco(folder.path, ['up'], { COCO_MODE: 'snowflake' })
    expect(code).toBe(1)
    expect(stderr).toContain('SNOWFLAKE_ACCOUNT')
    expect(stderr).toContain('The server could not start: it ended with code 1. Its reason stands above.')
  })
})

test('prepare-dev makes the keys, leaves local.json, and prints where everything is', async () => {
  using folder = tempFolder()
  const { code, stdout } = await callCommand(prepareDev, folder.path, [], { COCO_PORT: '8123', EMULATOR_PORT: '8124' })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    COCO_MODE: 'local',
    COCO_PORT: '8123',
    EMULATOR_PORT: '8124',
    COCO_DATA_DIR: folder.file('data'),
    EMULATOR_KEYS_DIR: folder.file('keys'),
    SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
    CORTEX_BASE_URL_OVERRIDE: 'http://127.0.0.1:8124/api/v2/cortex',
  })
  expect(JSON.parse(readFileSync(folder.file('data/local.json'), 'utf8'))).toEqual({
    mode: 'local',
    serverUrl: 'http://127.0.0.1:8123',
    snowflakeUrl: 'http://127.0.0.1:8124',
    account: 'COCO-LOCAL',
    admin: { user: 'COCO_ADMIN', role: 'ACCOUNTADMIN', privateKeyPath: folder.file('keys/admin_rsa_key.p8') },
  })
  for (const name of ['admin', 'alpha', 'beta']) {
    expect(statSync(folder.file(`keys/${name}_rsa_key.p8`)).mode & 0o777).toBe(0o600)
    expect(existsSync(folder.file(`keys/${name}_rsa_key.pub`))).toBe(true)
  }
})

describe('when no local Coco is running', () => {
  test('sql says so and how to start it, also beside a local.json that was left behind', async () => {
    using folder = tempFolder()
    const sentence = `No local Coco is running on ${folder.file('data')}, so there is no local Snowflake to ask.`
    expect(await callCommand(sql, folder.path, ['SELECT 1'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(sentence),
    })
    await callCommand(prepareDev, folder.path, [], { EMULATOR_PORT: '1' })
    expect(await callCommand(sql, folder.path, ['SELECT 1'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(sentence),
    })
  })

  test('doctor still looks at the keys, and fails', async () => {
    using folder = tempFolder()
    await callCommand(prepareDev, folder.path, [], { EMULATOR_PORT: '1' })
    writeFileSync(folder.file('keys/beta_rsa_key.p8'), 'garbage')
    const { code, stdout } = await callCommand(doctor, folder.path, [])
    expect(code).toBe(1)
    expect(stdout).toMatch(/FAIL {2}server .*no local Coco is running\n.*npm start/)
    expect(stdout).toMatch(/tenant-alpha[^\n]*\n {2}ok {4}key .*SHA256:/)
    expect(stdout).toMatch(/tenant-beta[^\n]*\n {2}FAIL {2}key .*not a complete PEM or DER private key/)
  })

  test('doctor says what it could not look at, and that the first start makes the keys', async () => {
    using folder = tempFolder()
    const { stdout } = await callCommand(doctor, folder.path, [])
    expect(stdout).toMatch(
      /\nSnowflake\n {2}FAIL {2}reachable +the local Snowflake runs only while Coco does[^\n]*\n +→ Start it with npm start, then call doctor again/,
    )
    expect(stdout).toMatch(/FAIL {2}key +There is no private key file [^\n]*\n +→ npm start makes it/)
  })

  test('doctor names the tenants when it is asked for another', async () => {
    using folder = tempFolder()
    const { code, stdout } = await callCommand(doctor, folder.path, ['--tenant', 'nobody'])
    expect(code).toBe(1)
    expect(stdout).toContain('→ There are: tenant-alpha, tenant-beta.')
  })

  test('emulator reset removes the state, and nothing else', async () => {
    using folder = tempFolder()
    mkdirSync(folder.file('data/emulator'), { recursive: true })
    writeFileSync(folder.file('data/emulator/account.json'), '{}')
    writeFileSync(folder.file('data/other'), 'kept')
    const { code, stderr } = await callCommand(emulatorReset, folder.path, [])
    expect(code).toBe(0)
    expect(stderr).toContain('Removing data/emulator')
    expect(readdirSync(folder.file('data'))).toEqual(['other'])
    expect(await callCommand(emulatorReset, folder.path, [])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to forget'),
    })
  })
})

describe('sql wants its statements in one place', () => {
  test.each([
    [[], 'Give the statements in one pair of quotes'],
    [['SELECT', '1'], 'Give the statements in one pair of quotes'],
    [['-f', 'a.sql', 'SELECT 1'], 'Give the statements in one pair of quotes'],
    [['-f', 'absent.sql'], 'The file absent.sql cannot be read (ENOENT).'],
    [['SELECT 1', '--format', 'xml'], '--format must be one of table, json, csv.'],
    [['SELECT 1', '--json', '--format', 'csv'], '--format must be one of table, json, csv, and json with --json.'],
    [['SELECT 1', '--timeout', 'soon'], '--timeout must be whole seconds'],
    [['SELECT ?', '--bind', 'seven'], '--bind number 1 has no type.'],
    [['SELECT 1', '--status', '01'], 'Give one of --result, --status and --cancel'],
    [['--status', '01', '--cancel', '01'], 'Give one of --result, --status and --cancel'],
  ])('%j', async (args, sentence) => {
    using folder = tempFolder()
    const { code, stderr } = await callCommand(sql, folder.path, [...args])
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
  })

  test('on a real account it names every variable that is missing', async () => {
    using folder = tempFolder()
    const { code, stderr } = await callCommand(sql, folder.path, ['SELECT 1'], { SNOWFLAKE_ACCOUNT: 'myorg-a' })
    expect([code, stderr]).toEqual([
      1,
      'SNOWFLAKE_USER and SNOWFLAKE_PRIVATE_KEY_PATH must be set: whom to act as on the account myorg-a.\n',
    ])
  })
})
