import { beforeEach, describe, expect, test } from 'vitest'
import { AccountData } from '../rbac/account-data.ts'
import { CAST, openSqlConsole } from '../testing/sql-console.ts'

const SPECIFICATION = `$$
models:
  orchestration: claude-4-sonnet
instructions:
  response: Say it in one sentence; then stop.
tools:
  - tool_spec:
      type: cortex_search
      name: Find
tool_resources:
  Find:
    search_service: DB.S.NOT_THERE
$$`
const CREATE = `CREATE AGENT DB.S.HELP COMMENT = 'for all' PROFILE = '{"display_name":"Help"}' FROM SPECIFICATION ${SPECIFICATION}`
const WAY = ['USAGE ON DATABASE DB', 'USAGE ON SCHEMA DB.S', 'USAGE ON AGENT DB.S.HELP']

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(CAST)
  sql.run('CREATE DATABASE DB; CREATE SCHEMA DB.S')
})

const asAnn = (text: string) => sql.run(text, 'ANN', 'TENANT_A')
const names = (text = 'SHOW AGENTS IN ACCOUNT', user = 'COCO_ADMIN', role = 'ACCOUNTADMIN') =>
  sql.column('name', text, user, role)

describe('an agent', () => {
  test('is described as it was specified, whether or not what its tools use is there', () => {
    expect(sql.run(CREATE).rows).toEqual([['Agent HELP successfully created.']])
    const of = (column: string) => sql.column(column, 'DESCRIBE AGENT DB.S.HELP')[0]
    expect(['name', 'database_name', 'schema_name', 'owner', 'comment', 'profile'].map(of)).toEqual([
      'HELP',
      'DB',
      'S',
      'ACCOUNTADMIN',
      'for all',
      '{"display_name":"Help"}',
    ])
    expect(JSON.parse(of('agent_spec') ?? '')).toEqual({
      models: { orchestration: 'claude-4-sonnet' },
      instructions: { response: 'Say it in one sentence; then stop.' },
      tools: [{ tool_spec: { type: 'cortex_search', name: 'Find' } }],
      tool_resources: { Find: { search_service: 'DB.S.NOT_THERE' } },
    })
  })

  test('is made once, again if so said, and is gone with its grants when it is dropped', () => {
    sql.run(CREATE)
    expect(() => sql.run(CREATE)).toThrow("'DB.S.HELP' already exists")
    const other = "FROM SPECIFICATION 'models: {orchestration: other}'"
    sql.run(`CREATE AGENT IF NOT EXISTS DB.S.HELP ${other}`)
    expect(sql.column('comment', 'DESC AGENT DB.S.HELP')).toEqual(['for all'])
    sql.run(`CREATE OR REPLACE AGENT DB.S.HELP ${other}`)
    expect(sql.column('agent_spec', 'DESC AGENT DB.S.HELP')).toEqual(['{"models":{"orchestration":"other"}}'])
    sql.run('GRANT USAGE ON AGENT DB.S.HELP TO ROLE TENANT_A; DROP AGENT DB.S.HELP; DROP AGENT IF EXISTS DB.S.HELP')
    expect(names()).toEqual([])
    expect(sql.run('SHOW GRANTS TO ROLE TENANT_A').rows).toEqual([])
  })

  test('goes with its database', () => {
    sql.run(`${CREATE}; DROP DATABASE DB`)
    expect(sql.store.read().agents).toEqual([])
  })

  test('is listed where it is looked for', () => {
    sql.run(`${CREATE}; CREATE AGENT DB.PUBLIC.OTHER FROM SPECIFICATION '{}'`)
    expect(names()).toEqual(['OTHER', 'HELP'])
    expect(names('SHOW AGENTS IN SCHEMA DB.S')).toEqual(['HELP'])
    expect(names("SHOW AGENTS LIKE 'oth%' IN DATABASE DB")).toEqual(['OTHER'])
  })

  test('is missed by no account file from before there were any', () => {
    const { agents, ...older } = structuredClone(sql.store.read())
    expect(agents).toEqual([])
    expect(AccountData.parse(older).agents).toEqual([])
  })
})

describe('who may know of an agent', () => {
  beforeEach(() => {
    sql.run(CREATE)
    for (const grant of WAY) sql.run(`GRANT ${grant} TO ROLE TENANT_A`)
  })

  test('is whoever has USAGE on it', () => {
    expect(names('SHOW AGENTS IN ACCOUNT', 'ANN', 'TENANT_A')).toEqual(['HELP'])
    expect(names('DESCRIBE AGENT DB.S.HELP', 'ANN', 'TENANT_A')).toEqual(['HELP'])
    const shown = sql.run('SHOW GRANTS ON AGENT DB.S.HELP').rows.map(([, ...row]) => row.slice(0, 5).join(' '))
    expect(shown).toEqual(['OWNERSHIP AGENT DB.S.HELP ROLE ACCOUNTADMIN', 'USAGE AGENT DB.S.HELP ROLE TENANT_A'])
  })

  test.each(WAY)('and nobody without %s', (grant) => {
    sql.run(`REVOKE ${grant} FROM ROLE TENANT_A`)
    expect(names('SHOW AGENTS IN ACCOUNT', 'ANN', 'TENANT_A')).toEqual([])
    expect(() => asAnn('DESCRIBE AGENT DB.S.HELP')).toThrow("Agent 'DB.S.HELP' does not exist or not authorized.")
  })

  test('but USAGE neither drops nor replaces it', () => {
    expect(() => asAnn('DROP AGENT DB.S.HELP')).toThrow("Insufficient privileges to operate on agent 'DB.S.HELP'")
    sql.run('GRANT CREATE AGENT ON SCHEMA DB.S TO ROLE TENANT_A')
    expect(() => asAnn(CREATE.replace('CREATE', 'CREATE OR REPLACE'))).toThrow("on agent 'DB.S.HELP'")
  })

  test('and making one takes CREATE AGENT on the schema', () => {
    const own = "CREATE AGENT DB.S.OWN FROM SPECIFICATION '{}'"
    expect(() => asAnn(own)).toThrow("Insufficient privileges to operate on schema 'DB.S'")
    sql.run('GRANT CREATE AGENT ON SCHEMA DB.S TO ROLE TENANT_A')
    asAnn(own)
    expect(sql.column('owner', 'DESCRIBE AGENT DB.S.OWN')).toEqual(['TENANT_A'])
  })
})

test.each([
  ["FROM SPECIFICATION 'modles: {}'", 'Unrecognized key: "modles"'],
  ["FROM SPECIFICATION 'models: {orchestration: 3}'", 'models.orchestration'],
  ["FROM SPECIFICATION 'tools: [{tool_spec: {type: generic}}]'", 'tools[0].tool_spec.name'],
  ["FROM SPECIFICATION 'models: [1'", 'Invalid agent specification'],
  ["FROM SPECIFICATION 'models: *nobody'", 'Invalid agent specification'],
  ["FROM SPECIFICATION 'skills: &a [*a]'", 'circular'],
  [`FROM SPECIFICATION '{} #${'x'.repeat(64_000)}'`, '64004 characters, 64000 are the most'],
  [`FROM SPECIFICATION 'skills: ${'['.repeat(9_000)}'`, 'Invalid agent specification'],
  ["FROM SPECIFICATION ''", 'expected object'],
  ["PROFILE = '[]' FROM SPECIFICATION '{}'", 'Invalid agent profile'],
  ["PROFILE = '{' FROM SPECIFICATION '{}'", 'Invalid agent profile'],
  ["COMMENT = 'a' COMMENT = 'b' FROM SPECIFICATION '{}'", "unexpected 'COMMENT'"],
  ["COMMENT = 'a'", "unexpected '<EOF>'"],
])('refused with its reason: %.60s', (rest, says) => {
  expect(() => sql.run(`CREATE AGENT DB.S.BAD ${rest}`)).toThrow(says)
  expect(names()).toEqual([])
})
