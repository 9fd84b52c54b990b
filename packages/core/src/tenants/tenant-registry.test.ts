import { TenantId } from '@coco/shared/ids'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { openTenantRegistry, type TenantRegistryOptions } from './tenant-registry.ts'
import { TenantsFileError } from './validate-tenants.ts'

function fileOf(...ids: string[]): string {
  const tenants = ids.map((id) => ({
    id,
    name: id,
    snowflake: { user: `USER_${id}`, role: `ROLE_${id}`, privateKeyPath: `keys/${id}.p8` },
    defaultModel: 'claude-4-sonnet',
  }))
  return JSON.stringify({ tenants })
}

function open(folder: { path: string }, options: Partial<TenantRegistryOptions> = {}) {
  const problems: unknown[] = []
  const waiting: ((what: unknown) => void)[] = []
  const tell = (what: unknown) => waiting.shift()?.(what)
  const registry = openTenantRegistry({
    folder: folder.path,
    settings: {},
    onProblem: (problem) => {
      problems.push(problem)
      tell(problem)
    },
    ...options,
  })
  onTestFinished(() => registry.close())
  registry.onChange(tell)
  const news = () => new Promise<unknown>((resolve) => waiting.push(resolve))
  return { registry, problems, news, ids: () => registry.list().map(({ id }) => id) }
}

describe('where the tenants come from', () => {
  test('without a file: the quickstart’s two, with its keys, models and limits', () => {
    using folder = tempFolder()
    const { registry } = open(folder, { watch: false })
    expect(registry.list()).toEqual([
      {
        id: 'tenant-alpha',
        name: 'User Alpha',
        snowflake: {
          user: 'COCO_USER_ALPHA',
          role: 'COCO_TENANT_ALPHA',
          privateKey: {
            path: folder.file('keys/alpha_rsa_key.p8'),
            passphrase: null,
            passphraseVariable: 'ALPHA_PRIVATE_KEY_PASSPHRASE',
          },
        },
        defaultModel: 'claude-4-sonnet',
        models: ['claude-4-sonnet', 'mistral-large2', 'openai-gpt-4.1'],
        systemPrompt: 'You are a helpful AI assistant for User Alpha.',
        limits: { requestsPerMinute: 60 },
        documents: { database: 'COCO_DOCUMENTS', schema: 'TENANT_ALPHA', warehouse: 'COCO_WH' },
      },
      {
        id: 'tenant-beta',
        name: 'User Beta',
        snowflake: {
          user: 'COCO_USER_BETA',
          role: 'COCO_TENANT_BETA',
          privateKey: {
            path: folder.file('keys/beta_rsa_key.p8'),
            passphrase: null,
            passphraseVariable: 'BETA_PRIVATE_KEY_PASSPHRASE',
          },
        },
        defaultModel: 'openai-gpt-4.1',
        models: ['openai-gpt-4.1', 'llama3.1-70b', 'deepseek-r1', 'claude-4-sonnet'],
        systemPrompt: 'You are a helpful AI assistant for User Beta.',
        limits: { requestsPerMinute: 30 },
        documents: { database: 'COCO_DOCUMENTS', schema: 'TENANT_BETA', warehouse: 'COCO_WH' },
      },
    ])
  })

  test('the quickstart’s variables say who they are, C64: passphrases included', () => {
    using folder = tempFolder()
    const { registry } = open(folder, {
      watch: false,
      settings: {
        ALPHA_SNOWFLAKE_USER: 'SVC_A',
        BETA_PRIVATE_KEY_PATH: '/k/b.p8',
        BETA_PRIVATE_KEY_PASSPHRASE: 'secret',
      },
    })
    const [alpha, beta] = registry.list()
    expect(alpha?.snowflake.user).toBe('SVC_A')
    expect(beta?.snowflake.privateKey?.path).toBe('/k/b.p8')
    expect(beta?.snowflake.privateKey?.passphrase?.()).toBe('secret')
  })

  test('tenants.json replaces them; a tenant is found by its id', () => {
    using folder = tempFolder()
    writeFileSync(folder.file('tenants.json'), fileOf('acme', 'globex'))
    const { registry, ids } = open(folder, { watch: false })
    expect(ids()).toEqual(['acme', 'globex'])
    expect(registry.get(TenantId.parse('globex'))?.name).toBe('globex')
    expect(registry.get(TenantId.parse('tenant-alpha'))).toBeUndefined()
  })

  test('COCO_TENANTS_FILE names another one, and a missing one is refused', () => {
    using folder = tempFolder()
    writeFileSync(folder.file('mine.json'), fileOf('acme'))
    expect(open(folder, { watch: false, settings: { COCO_TENANTS_FILE: 'mine.json' } }).ids()).toEqual(['acme'])
    expect(() => open(folder, { settings: { COCO_TENANTS_FILE: 'absent.json' } })).toThrow(
      /no tenants file absent\.json/,
    )
  })

  test('fault 63: a file that is broken at the start is refused with every problem', () => {
    using folder = tempFolder()
    writeFileSync(folder.file('tenants.json'), fileOf('acme', 'acme', 'Wrong'))
    expect(() => open(folder)).toThrow(TenantsFileError)
    expect(() => open(folder)).toThrow(
      /tenants\.json has 3 problems:\n {2}tenants\[2\]\.id: .*\n {2}tenants\[1\]\.id: .*\n/,
    )
  })
})

describe('a file that changes while Coco runs', () => {
  test('is read again when it is written in place', async () => {
    using folder = tempFolder()
    writeFileSync(folder.file('tenants.json'), fileOf('acme'))
    const { ids, news } = open(folder)
    const change = news()
    writeFileSync(folder.file('tenants.json'), fileOf('acme', 'globex'))
    expect(await change).toHaveLength(2)
    expect(ids()).toEqual(['acme', 'globex'])
  })

  test('is read again when it is replaced by a rename, more than once', async () => {
    using folder = tempFolder()
    writeFileSync(folder.file('tenants.json'), fileOf('acme'))
    const { ids, news } = open(folder)
    for (const id of ['one', 'two', 'three']) {
      const change = news()
      writeFileSync(folder.file('draft'), fileOf(id))
      renameSync(folder.file('draft'), folder.file('tenants.json'))
      await change
      expect(ids()).toEqual([id])
    }
  })

  test('is taken up when there was none before', async () => {
    using folder = tempFolder()
    const { ids, news } = open(folder)
    expect(ids()).toEqual(['tenant-alpha', 'tenant-beta'])
    const change = news()
    writeFileSync(folder.file('tenants.json'), fileOf('acme'))
    await change
    expect(ids()).toEqual(['acme'])
  })

  test('fault 40: broken, half-written or gone, it leaves the last good version and says why', async () => {
    using folder = tempFolder()
    const path = folder.file('tenants.json')
    writeFileSync(path, fileOf('acme'))
    const { ids, news, problems } = open(folder)
    for (const damage of [
      () => writeFileSync(path, fileOf('acme').slice(0, 40)),
      () => writeFileSync(path, fileOf('acme', 'acme')),
      () => rmSync(path),
    ]) {
      const report = news()
      damage()
      expect(await report).toBeInstanceOf(Error)
      expect(ids()).toEqual(['acme'])
    }
    expect(problems.map((problem) => (problem as Error).message)).toEqual([
      expect.stringContaining('not valid JSON'),
      expect.stringContaining('is the id of tenants[0] too'),
      expect.stringContaining('There is no tenants file'),
    ])
    const change = news()
    writeFileSync(path, fileOf('globex'))
    await change
    expect(ids()).toEqual(['globex'])
  })

  test('is seen without notifications too, when its folder is replaced', async () => {
    using folder = tempFolder()
    mkdirSync(folder.file('config'))
    writeFileSync(folder.file('config/tenants.json'), fileOf('acme'))
    const { ids, news } = open(folder, { settings: { COCO_TENANTS_FILE: 'config/tenants.json' } })
    const change = news()
    mkdirSync(folder.file('next'))
    writeFileSync(folder.file('next/tenants.json'), fileOf('globex'))
    renameSync(folder.file('config'), folder.file('old'))
    renameSync(folder.file('next'), folder.file('config'))
    await change
    expect(ids()).toEqual(['globex'])
  })

  test('a listener that left hears nothing more', async () => {
    using folder = tempFolder()
    writeFileSync(folder.file('tenants.json'), fileOf('acme'))
    const { registry, news } = open(folder)
    let heard = 0
    registry.onChange(() => (heard += 1))()
    const change = news()
    writeFileSync(folder.file('tenants.json'), fileOf('globex'))
    await change
    expect(heard).toBe(0)
  })
})
