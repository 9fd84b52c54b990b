import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tempFolder } from '@coco/core/testing/temp-folder'
import { describe, expect, test } from 'vitest'
import { callCommand } from '../testing/call-command.ts'
import { tenantAdd } from './tenant-add.ts'

const ACCOUNT = { SNOWFLAKE_ACCOUNT: 'myorg-a' }

function add(folder: { path: string }, ...args: string[]) {
  return callCommand(tenantAdd, folder.path, args, ACCOUNT)
}

function tenantsOf(folder: { file(name: string): string }) {
  return (JSON.parse(readFileSync(folder.file('tenants.json'), 'utf8')) as { tenants: { id: string }[] }).tenants
}

describe('tenant add', () => {
  test('makes the key pair, the SQL and the entry, after Alpha and Beta when there was no file', async () => {
    using folder = tempFolder()
    const { code, stdout } = await add(
      folder,
      'acme-eu',
      '--display',
      'Acme Europe',
      '--models',
      'mistral-large2, openai-gpt-4.1',
    )
    expect(code).toBe(0)
    expect(stdout).toContain('sql -f sql/tenants/acme-eu.sql')
    expect(tenantsOf(folder).map(({ id }) => id)).toEqual(['tenant-alpha', 'tenant-beta', 'acme-eu'])
    expect(tenantsOf(folder)[2]).toEqual({
      id: 'acme-eu',
      name: 'Acme Europe',
      snowflake: { user: 'COCO_USER_ACME_EU', role: 'COCO_TENANT_ACME_EU', privateKeyPath: 'keys/acme-eu_rsa_key.p8' },
      defaultModel: 'mistral-large2',
      models: ['mistral-large2', 'openai-gpt-4.1'],
      systemPrompt: null,
      limits: { requestsPerMinute: 60 },
      documents: { database: 'COCO_DOCUMENTS', schema: 'TENANT_ACME_EU', warehouse: 'COCO_WH' },
    })
    const sql = readFileSync(folder.file('sql/tenants/acme-eu.sql'), 'utf8')
    const publicKey = readFileSync(folder.file('keys/acme-eu_rsa_key.pub'), 'utf8').split('\n').slice(1, -2).join('')
    expect(sql).toContain(`ALTER USER "COCO_USER_ACME_EU" SET RSA_PUBLIC_KEY = '${publicKey}';`)
    expect(sql).toContain(
      'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-OPENAI-GPT-4.1" TO ROLE "COCO_TENANT_ACME_EU";',
    )
    expect(sql).toContain(
      'GRANT USAGE ON CORTEX SEARCH SERVICE "COCO_DOCUMENTS"."TENANT_ACME_EU".PERSONAL_PASSAGES_SEARCH TO ROLE "COCO_TENANT_ACME_EU";',
    )
  })

  test('keeps what somebody wrote into the file', async () => {
    using folder = tempFolder()
    const mine = {
      id: 'mine',
      name: 'Mine',
      snowflake: { user: 'U', role: 'R', privateKeyPath: 'k.p8', privateKeyPassphraseEnv: 'P' },
      defaultModel: 'm',
    }
    writeFileSync(folder.file('tenants.json'), JSON.stringify({ tenants: [mine] }))
    await add(folder, 'acme', '--default-model', 'llama3.1-70b')
    expect(tenantsOf(folder)).toEqual([mine, expect.objectContaining({ id: 'acme', models: ['llama3.1-70b'] })])
  })

  test.each([
    [['Acme'], 'slug'],
    [['a'], 'slug'],
    [['../evil'], 'slug'],
    [["acme'; DROP"], 'slug'],
    [['admin'], 'development key'],
    [['alpha'], 'development key'],
    [['tenant-alpha'], 'already'],
    [['acme', '--models', 'ok,Bad"Model'], 'Not a model name: "Bad\\"Model"'],
    [[], 'Give one name'],
    [['two', 'names'], 'Give one name'],
  ])('refuses %j and writes nothing', async (args, part) => {
    using folder = tempFolder()
    const { code, stderr } = await add(folder, ...args)
    expect(code).toBe(1)
    expect(stderr).toContain(part)
    expect(readdirSync(folder.path)).toEqual([])
  })

  test.each(['keys/acme_rsa_key.p8', 'keys/acme_rsa_key.pub', 'sql/tenants/acme.sql'])(
    'refuses when %s is there',
    async (path) => {
      using folder = tempFolder()
      mkdirSync(folder.file('keys'))
      mkdirSync(folder.file('sql/tenants'), { recursive: true })
      writeFileSync(folder.file(path), 'mine')
      const { code, stderr } = await add(folder, 'acme')
      expect(code).toBe(1)
      expect(stderr).toContain(`${path} exists already`)
      expect(readFileSync(folder.file(path), 'utf8')).toBe('mine')
      expect(existsSync(folder.file('tenants.json'))).toBe(false)
    },
  )

  test('refuses to add to a broken file, with its problems', async () => {
    using folder = tempFolder()
    writeFileSync(folder.file('tenants.json'), '{"tenants":[{"id":"Bad Id"}]}')
    const { code, stderr } = await add(folder, 'acme')
    expect(code).toBe(1)
    expect(stderr).toContain('tenants[0].id')
    expect(readdirSync(folder.path)).toEqual(['tenants.json'])
  })

  test('takes everything back when a step fails', async () => {
    using folder = tempFolder()
    // A file where the folder for SQL has to be.
    writeFileSync(folder.file('sql'), '')
    const { code, stderr } = await add(folder, 'acme')
    expect(code).toBe(1)
    expect(stderr).toContain('Nothing was added here.')
    expect(readdirSync(folder.file('keys'))).toEqual([])
    expect(existsSync(folder.file('tenants.json'))).toBe(false)
  })

  test('of a name that stands already nothing changes', async () => {
    using folder = tempFolder()
    await add(folder, 'acme')
    const before = readFileSync(folder.file('tenants.json'), 'utf8')
    const { code, stderr } = await add(folder, 'acme')
    expect(code).toBe(1)
    expect(stderr).toContain('There is a tenant acme')
    expect(readFileSync(folder.file('tenants.json'), 'utf8')).toBe(before)
  })
})
