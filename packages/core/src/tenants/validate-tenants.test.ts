import { describe, expect, test } from 'vitest'
import { parseTenants, TenantsFileError } from './validate-tenants.ts'

const options = { file: 'tenants.json', folder: '/srv/coco', settings: {} }

function entry(overrides: Record<string, unknown> = {}, snowflake: Record<string, unknown> = {}) {
  return {
    id: 'acme',
    name: 'Acme',
    snowflake: { user: 'COCO_USER_ACME', role: 'COCO_TENANT_ACME', privateKeyPath: 'keys/acme.p8', ...snowflake },
    defaultModel: 'claude-4-sonnet',
    ...overrides,
  }
}

function place(overrides: Record<string, unknown> = {}) {
  return { database: 'COCO_DOCUMENTS', schema: 'ACME', warehouse: 'COCO_WH', ...overrides }
}

function problemsOf(json: unknown): { path: string; message: string }[] {
  try {
    parseTenants(typeof json === 'string' ? json : JSON.stringify(json), options)
  } catch (error) {
    if (error instanceof TenantsFileError) return [...error.problems]
    throw error
  }
  return []
}

describe('a tenants file that is right', () => {
  test('gives tenants with the defaults filled in and key paths from the folder', () => {
    const [tenant] = parseTenants(JSON.stringify({ tenants: [entry()] }), options)
    expect(tenant).toEqual({
      id: 'acme',
      name: 'Acme',
      snowflake: {
        user: 'COCO_USER_ACME',
        role: 'COCO_TENANT_ACME',
        privateKey: { path: '/srv/coco/keys/acme.p8', passphrase: null },
      },
      defaultModel: 'claude-4-sonnet',
      models: [],
      systemPrompt: null,
      limits: { requestsPerMinute: 60 },
      documents: null,
    })
  })

  test('may say everything', () => {
    const full = entry(
      {
        models: ['a', 'b'],
        systemPrompt: 'Be brief.',
        limits: { requestsPerMinute: 5 },
        documents: { database: 'COCO_DOCUMENTS', schema: 'ACME', warehouse: 'COCO_WH' },
      },
      { privateKeyPath: '/etc/keys/acme.p8', privateKeyPassphraseEnv: 'Acme_Passphrase' },
    )
    const [tenant] = parseTenants(JSON.stringify({ tenants: [full] }), {
      ...options,
      settings: { ACME_PASSPHRASE: 'secret' },
    })
    expect(tenant?.models).toEqual(['a', 'b'])
    expect(tenant?.limits).toEqual({ requestsPerMinute: 5 })
    expect(tenant?.documents).toEqual({ database: 'COCO_DOCUMENTS', schema: 'ACME', warehouse: 'COCO_WH' })
    expect(tenant?.snowflake.privateKey?.path).toBe('/etc/keys/acme.p8')
    expect(tenant?.snowflake.privateKey?.passphrase?.()).toBe('secret')
    expect(JSON.stringify(tenant)).not.toContain('secret')
  })

  test('a passphrase variable that is not set leaves the tenant without a passphrase, and the message knows its name', () => {
    const [tenant] = parseTenants(
      JSON.stringify({ tenants: [entry({}, { privateKeyPassphraseEnv: 'ACME_PASSPHRASE' })] }),
      options,
    )
    expect(tenant?.snowflake.privateKey).toMatchObject({ passphrase: null, passphraseVariable: 'ACME_PASSPHRASE' })
  })
})

describe('a tenant that signs in as the Snowpark service', () => {
  const service = (id: string, snowflake: object = { sessionTokenPath: '/snowflake/session/token' }) => ({
    ...entry({ id }),
    snowflake,
  })

  test('names the file of its token, and neither user nor key', () => {
    const [tenant] = parseTenants(JSON.stringify({ tenants: [service('acme')] }), options)
    expect(tenant?.snowflake).toEqual({
      user: null,
      role: null,
      privateKey: null,
      sessionTokenPath: '/snowflake/session/token',
    })
  })

  test.each([
    ['a user beside it', { sessionTokenPath: '/t', user: 'U' }, 'user', /cannot stand beside sessionTokenPath/],
    ['a key beside it', { sessionTokenPath: '/t', privateKeyPath: 'k' }, 'privateKeyPath', /cannot stand beside/],
    ['an empty path', { sessionTokenPath: '' }, 'sessionTokenPath', /\/snowflake\/session\/token/],
    ['a path that is no text', { sessionTokenPath: 1 }, 'sessionTokenPath', /must be a string/],
    ['a mistyped field', { sessionTokenPath: '/t', host: 'h' }, 'host', /is not a field/],
  ])('%s is named with what would be right', (_, snowflake, field, message) => {
    const problems = problemsOf({ tenants: [service('acme', snowflake)] })
    expect(problems).toEqual([
      { path: `tenants[0].snowflake.${field}`, message: expect.stringMatching(message) as string },
    ])
  })

  test('is the only one: Snowflake could not tell two apart', () => {
    const two = [service('acme'), service('other', { sessionTokenPath: '/another' })]
    expect(problemsOf({ tenants: two })).toEqual([
      {
        path: 'tenants[1].snowflake.sessionTokenPath',
        message: expect.stringContaining('tenants[0] signs in as the service already') as string,
      },
    ])
  })
})

describe('a tenants file with a mistake names where it is and what would be right', () => {
  test.each([
    ['an id that is no slug', entry({ id: 'Acme Corp' }), 'tenants[0].id', /slug/],
    ['an id of one letter', entry({ id: 'a' }), 'tenants[0].id', /slug/],
    ['a mistyped field', entry({ systmPrompt: 'x' }), 'tenants[0].systmPrompt', /is not a field/],
    ['a mistyped field further in', entry({}, { rol: 'X' }), 'tenants[0].snowflake.rol', /is not a field/],
    ['a missing role', entry({}, { role: undefined }), 'tenants[0].snowflake.role', /is missing; it must be a string/],
    ['an empty user', entry({}, { user: ' ' }), 'tenants[0].snowflake.user', /empty/],
    ['a user with a line end', entry({}, { user: 'A\nB' }), 'tenants[0].snowflake.user', /control characters/],
    ['no key path', entry({}, { privateKeyPath: '' }), 'tenants[0].snowflake.privateKeyPath', /private key file/],
    [
      'a passphrase instead of a variable',
      entry({}, { privateKeyPassphraseEnv: 'my pass!' }),
      'tenants[0].snowflake.privateKeyPassphraseEnv',
      /name of an environment variable/,
    ],
    ['a limit of nothing', entry({ limits: { requestsPerMinute: 0 } }), 'tenants[0].limits.requestsPerMinute', />=1|1/],
    [
      'a limit as text',
      entry({ limits: { requestsPerMinute: '60' } }),
      'tenants[0].limits.requestsPerMinute',
      /number/,
    ],
    ['models that are no list', entry({ models: 'claude' }), 'tenants[0].models', /array/],
    [
      'a schema in small letters',
      entry({ documents: place({ schema: 'acme' }) }),
      'tenants[0].documents.schema',
      /capitals/,
    ],
    [
      'a database in quotes',
      entry({ documents: place({ database: '"X"' }) }),
      'tenants[0].documents.database',
      /capitals/,
    ],
    [
      'no warehouse',
      entry({ documents: place({ warehouse: undefined }) }),
      'tenants[0].documents.warehouse',
      /missing/,
    ],
    ['no default model', entry({ defaultModel: undefined }), 'tenants[0].defaultModel', /string/],
  ])('%s', (_what, wrong, path, message) => {
    const problems = problemsOf({ tenants: [wrong] })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ path, message: expect.stringMatching(message) })
  })

  test('an id that stands twice', () => {
    const [problem, ...more] = problemsOf({ tenants: [entry(), entry({}, { user: 'OTHER' })] })
    expect(more).toEqual([])
    expect(problem).toMatchObject({ path: 'tenants[1].id', message: expect.stringContaining('tenants[0]') })
  })

  test('a Snowflake user that stands twice, in whatever case: one user is one tenant', () => {
    const [problem, ...more] = problemsOf({ tenants: [entry(), entry({ id: 'other' }, { user: 'coco_user_acme' })] })
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      path: 'tenants[1].snowflake.user',
      message: expect.stringContaining('a user of its own'),
    })
  })

  test('a schema for documents that stands twice: the grants on it are what keeps two tenants apart', () => {
    const other = { id: 'other', documents: place() }
    const [problem, ...more] = problemsOf({
      tenants: [entry({ documents: place() }), entry(other, { user: 'OTHER' })],
    })
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      path: 'tenants[1].documents.schema',
      message: expect.stringContaining('COCO_DOCUMENTS.ACME holds the documents of tenants[0] too'),
    })
  })

  test('places are counted as they stand, also after an entry that is none', () => {
    const problems = problemsOf({ tenants: [null, entry(), entry()] })
    expect(problems.map(({ path }) => path)).toEqual(['tenants[0]', 'tenants[2].id', 'tenants[2].snowflake.user'])
  })

  test('every problem at once, also the doubled id beside a mistyped field', () => {
    const wrong = {
      tenants: [entry({ id: 'A' }), entry({ extra: 1 }), entry({ limits: { requestsPerMinute: -1 } })],
      more: true,
    }
    expect(
      problemsOf(wrong)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      'more',
      'tenants[0].id',
      'tenants[1].extra',
      'tenants[1].snowflake.user',
      'tenants[2].id',
      'tenants[2].limits.requestsPerMinute',
      'tenants[2].snowflake.user',
    ])
  })

  test.each([
    ['', 'not valid JSON'],
    ['{"tenants": [', 'not valid JSON'],
    ['[]', ''],
    ['null', ''],
    ['{}', ''],
    ['{"tenants":[]}', 'at least one'],
    ['{"tenants":[null,1,"x",[]]}', ''],
  ])('text that is no tenants file at all: %j', (text, part) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.map(({ message }) => message).join()).toContain(part)
  })

  test('a prototype in disguise is an unknown field like any other', () => {
    expect(problemsOf('{"tenants":[{"__proto__":{"id":"x"},"id":"ab"}]}').length).toBeGreaterThan(0)
  })
})

test('fault 63: ten thousand tenants, all right or all wrong, are judged within five seconds and in a message of bounded size', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => entry({ id: `tenant-${index}` }, { user: `USER_${index}` }))
  const startedAtMs = performance.now()
  expect(parseTenants(JSON.stringify({ tenants: many }), options)).toHaveLength(10_000)
  const doubled = problemsOf({ tenants: many.map((tenant) => ({ ...tenant, id: 'same' })) })
  expect(doubled).toHaveLength(9999)
  expect(new TenantsFileError('tenants.json', doubled).message.length).toBeLessThan(50_000)
  expect(performance.now() - startedAtMs).toBeLessThan(5000)
})
