import { beforeEach, describe, expect, test } from 'vitest'
import { addSearchService } from '../testing/add-search-service.ts'
import { CAST, openSqlConsole } from '../testing/sql-console.ts'
import { SqlError } from './sql-error.ts'

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(CAST)
  sql.run(`
    USE ROLE SYSADMIN;
    CREATE WAREHOUSE WH;
    CREATE DATABASE DB;
    CREATE SCHEMA DB.S;
    CREATE TABLE DB.S.T (ID TEXT);
    CREATE TABLE DB.S.U (ID TEXT);
  `)
  addSearchService(sql.store, ['DB', 'S', 'SEARCH'], 'SYSADMIN')
})

const ALL_THE_WAY = `
  GRANT USAGE ON DATABASE DB TO ROLE TENANT_A;
  GRANT USAGE ON SCHEMA DB.S TO ROLE TENANT_A;
`
const asAnn = (text: string) => sql.run(text, 'ANN', 'TENANT_A')
const heldByTenantA = () =>
  sql.run('SHOW GRANTS TO ROLE TENANT_A').rows.map(([, privilege, on, name]) => `${privilege} ${on} ${name}`)

describe('a grant and its revoke', () => {
  const grants: [granted: string, on: string, shown: string][] = [
    ['USAGE', 'WAREHOUSE WH', 'USAGE WAREHOUSE WH'],
    ['OPERATE', 'WAREHOUSE WH', 'OPERATE WAREHOUSE WH'],
    ['USAGE', 'DATABASE DB', 'USAGE DATABASE DB'],
    ['CREATE SCHEMA', 'DATABASE DB', 'CREATE SCHEMA DATABASE DB'],
    ['USAGE', 'SCHEMA DB.S', 'USAGE SCHEMA DB.S'],
    ['CREATE TABLE', 'SCHEMA DB.S', 'CREATE TABLE SCHEMA DB.S'],
    ['CREATE CORTEX SEARCH SERVICE', 'SCHEMA DB.S', 'CREATE CORTEX SEARCH SERVICE SCHEMA DB.S'],
    ['SELECT', 'TABLE DB.S.T', 'SELECT TABLE DB.S.T'],
    ['INSERT', 'TABLE "DB"."S"."T"', 'INSERT TABLE DB.S.T'],
    ['DELETE', 'TABLE db.s.t', 'DELETE TABLE DB.S.T'],
    ['USAGE', 'CORTEX SEARCH SERVICE DB.S.SEARCH', 'USAGE CORTEX_SEARCH_SERVICE DB.S.SEARCH'],
  ]
  test.each(grants)('%s ON %s is shown on both sides, and gone after', (privilege, on, shown) => {
    sql.run(`GRANT ${privilege} ON ${on} TO ROLE TENANT_A; GRANT ${privilege} ON ${on} TO ROLE TENANT_A`)
    expect(heldByTenantA()).toEqual([shown])
    expect(sql.run(`SHOW GRANTS ON ${on}`).rows.map((row) => [row[1], row[5], row[7]])).toEqual([
      ['OWNERSHIP', 'SYSADMIN', 'SYSADMIN'],
      [privilege, 'TENANT_A', 'SYSADMIN'],
    ])
    sql.run(`REVOKE ${privilege} ON ${on} FROM ROLE TENANT_A`)
    expect(heldByTenantA()).toEqual([])
  })

  test('of several privileges, of ALL, and of all tables at once', () => {
    sql.run('GRANT SELECT, INSERT, DELETE ON TABLE DB.S.T TO TENANT_A')
    expect(heldByTenantA()).toHaveLength(3)
    sql.run('GRANT ALL PRIVILEGES ON TABLE DB.S.T TO ROLE TENANT_A; REVOKE ALL ON TABLE DB.S.T FROM ROLE TENANT_A')
    expect(heldByTenantA()).toEqual([])
    const answer = sql.run('GRANT SELECT ON ALL TABLES IN SCHEMA DB.S TO ROLE TENANT_A')
    expect(answer.rows).toEqual([['Statement executed successfully. 2 objects affected.']])
    expect(heldByTenantA()).toEqual(['SELECT TABLE DB.S.T', 'SELECT TABLE DB.S.U'])
    sql.run('REVOKE SELECT ON ALL TABLES IN DATABASE DB FROM ROLE TENANT_A')
    sql.run('GRANT USAGE ON ALL SCHEMAS IN DATABASE DB TO ROLE TENANT_A')
    sql.run('GRANT USAGE ON ALL CORTEX SEARCH SERVICES IN SCHEMA DB.S TO ROLE TENANT_A')
    expect(heldByTenantA()).toEqual([
      'USAGE SCHEMA DB.PUBLIC',
      'USAGE SCHEMA DB.S',
      'USAGE CORTEX_SEARCH_SERVICE DB.S.SEARCH',
    ])
  })

  test('takes the names it leaves out from the session', () => {
    sql.run('USE SCHEMA DB.S; GRANT SELECT ON TABLE T TO ROLE TENANT_A; GRANT USAGE ON SCHEMA S TO ROLE TENANT_A')
    expect(heldByTenantA()).toEqual(['SELECT TABLE DB.S.T', 'USAGE SCHEMA DB.S'])
  })

  test('ends with the role', () => {
    sql.run('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A; DROP ROLE TENANT_A; CREATE ROLE TENANT_A')
    expect(heldByTenantA()).toEqual([])
  })
})

describe('a privilege takes effect on the next statement, and ends with it', () => {
  const cases: [what: string, needs: string, statement: string][] = [
    ['USAGE on a warehouse', 'USAGE ON WAREHOUSE WH', 'USE WAREHOUSE WH'],
    ['OPERATE on a warehouse', 'OPERATE ON WAREHOUSE WH', 'ALTER WAREHOUSE WH RESUME IF SUSPENDED'],
    ['MODIFY on a warehouse', 'MODIFY ON WAREHOUSE WH', 'ALTER WAREHOUSE WH SET AUTO_SUSPEND = 60'],
    ['USAGE on a database', 'USAGE ON DATABASE DB', 'USE DATABASE DB'],
    ['USAGE on a schema', 'USAGE ON SCHEMA DB.S', 'USE SCHEMA DB.S'],
    ['CREATE SCHEMA', 'CREATE SCHEMA ON DATABASE DB', 'CREATE OR REPLACE SCHEMA DB.HERS'],
    ['CREATE TABLE', 'CREATE TABLE ON SCHEMA DB.S', 'CREATE OR REPLACE TABLE DB.S.HERS (A INT)'],
    ['anything on a table', 'INSERT ON TABLE DB.S.T', 'DESC TABLE DB.S.T'],
    ['CREATE DATABASE', 'CREATE DATABASE ON ACCOUNT', 'CREATE OR REPLACE DATABASE HERS'],
    ['CREATE WAREHOUSE', 'CREATE WAREHOUSE ON ACCOUNT', 'CREATE OR REPLACE WAREHOUSE HERS'],
  ]
  test.each(cases)('%s', (_what, needs, statement) => {
    const around = needs.includes('TABLE DB') || needs.includes('SCHEMA DB.S') ? ALL_THE_WAY : ''
    sql.run(`GRANT USAGE ON DATABASE DB TO ROLE TENANT_A; ${around} REVOKE ${needs} FROM ROLE TENANT_A`)
    const refused = refusalOf(statement)
    expect(refused).toMatchObject({ code: expect.stringMatching(/^00(2003|2043|3001)$/) })
    sql.run(`GRANT ${needs} TO ROLE TENANT_A`)
    asAnn(statement)
    sql.run(`REVOKE ${needs} FROM ROLE TENANT_A`)
    expect(refusalOf(statement)).toEqual(refused)
  })

  test('also through a role between, and not for creating through a secondary role', () => {
    sql.run('GRANT USAGE ON DATABASE DB TO ROLE MIDDLE; GRANT ALL ON SCHEMA DB.S TO ROLE MIDDLE')
    sql.run('GRANT ROLE MIDDLE TO USER ANN')
    const create = 'CREATE TABLE DB.S.HERS (A INT)'
    expect(() => asAnn(`USE SECONDARY ROLES ALL; USE SCHEMA DB.S; ${create}`)).toThrow(
      "Schema 'DB.S' does not exist or not authorized.",
    )
    sql.run('GRANT ROLE MIDDLE TO ROLE TENANT_A')
    asAnn(create)
  })
})

describe('what a role has no way to', () => {
  const hidden: [statement: string, nothing: string][] = [
    ['DESC TABLE DB.S.T', 'DESC TABLE DB.S.NO'],
    ['DROP TABLE DB.S.T', 'DROP TABLE DB.S.NO'],
    ['ALTER TABLE DB.S.T SET CHANGE_TRACKING = TRUE', 'ALTER TABLE DB.S.NO SET CHANGE_TRACKING = TRUE'],
    ['ALTER TABLE IF EXISTS DB.S.T SET COMMENT = $$x$$', 'ALTER TABLE IF EXISTS DB.S.NO SET COMMENT = $$x$$'],
    ['SHOW GRANTS ON TABLE DB.S.T', 'SHOW GRANTS ON TABLE DB.S.NO'],
    ['GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B', 'GRANT SELECT ON TABLE DB.S.NO TO ROLE TENANT_B'],
    ['REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_B', 'REVOKE SELECT ON TABLE DB.S.NO FROM ROLE TENANT_B'],
    ['SHOW GRANTS ON SCHEMA DB.S', 'SHOW GRANTS ON SCHEMA DB.NO'],
    ['SHOW TABLES IN SCHEMA DB.S', 'SHOW TABLES IN SCHEMA DB.NO'],
    ['CREATE TABLE DB.S.X (A INT)', 'CREATE TABLE DB.NO.X (A INT)'],
    ['DROP SCHEMA DB.S', 'DROP SCHEMA DB.NO'],
    ['USE SCHEMA DB.S', 'USE SCHEMA DB.NO'],
    ['USE DATABASE DB', 'USE DATABASE NO'],
    ['DROP DATABASE DB', 'DROP DATABASE NO'],
    ['CREATE SCHEMA DB.X', 'CREATE SCHEMA NO.X'],
    ['USE WAREHOUSE WH', 'USE WAREHOUSE NO'],
    ['DROP WAREHOUSE WH', 'DROP WAREHOUSE NO'],
    ['SHOW GRANTS ON CORTEX SEARCH SERVICE DB.S.SEARCH', 'SHOW GRANTS ON CORTEX SEARCH SERVICE DB.S.NO'],
  ]
  test.each(hidden)('is as if it were not there: %s', (statement, nothing) => {
    // The tables' own privileges lead nowhere without USAGE on the schema around them.
    sql.run('GRANT ALL ON TABLE DB.S.T TO ROLE TENANT_A; GRANT USAGE ON CORTEX SEARCH SERVICE DB.S.SEARCH TO TENANT_A')
    const names = (text: string) => text.replaceAll(/\b(DB\.S\.(SEARCH|NO|T)|DB\.(S|NO)|DB|WH|NO)\b/g, 'X')
    const answer = outcomeOf(statement)
    expect(names(answer)).toBe(names(outcomeOf(nothing)))
  })

  test('is in no list, nor told by the session', () => {
    sql.run('GRANT ALL ON TABLE DB.S.T TO ROLE TENANT_A')
    for (const list of ['WAREHOUSES', 'DATABASES', 'SCHEMAS IN ACCOUNT', 'TABLES IN ACCOUNT']) {
      expect(asAnn(`SHOW ${list}`).rows).toEqual([])
    }
    sql.run("ALTER USER ANN SET DEFAULT_NAMESPACE = DB.S DEFAULT_WAREHOUSE = 'WH'")
    expect(asAnn('SELECT CURRENT_DATABASE(), CURRENT_SCHEMA(), CURRENT_WAREHOUSE()').rows).toEqual([[null, null, null]])
    sql.run(`${ALL_THE_WAY} GRANT USAGE ON WAREHOUSE WH TO ROLE TENANT_A`)
    expect(asAnn('SELECT CURRENT_DATABASE(), CURRENT_SCHEMA(), CURRENT_WAREHOUSE()').rows).toEqual([['DB', 'S', 'WH']])
    expect(sql.column('name', 'SHOW TABLES', 'ANN', 'TENANT_A')).toEqual(['T'])
  })

  test('is seen by MANAGE GRANTS, which may grant it and do nothing else with it', () => {
    expect(sql.column('name', 'SHOW TABLES IN ACCOUNT', 'CLEO', 'SECURITYADMIN')).toEqual(['T', 'U'])
    sql.run('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A', 'CLEO', 'SECURITYADMIN')
    expect(sql.column('granted_by', 'SHOW GRANTS TO ROLE TENANT_A')).toEqual(['SYSADMIN'])
    expect(() => sql.run('DROP TABLE DB.S.T', 'CLEO', 'SECURITYADMIN')).toThrow("Table 'DB.S.T' does not exist")
  })
})

describe('what a role sees but may not do is told apart', () => {
  test.each([
    ['DROP TABLE DB.S.T', "table 'DB.S.T'"],
    ['ALTER TABLE DB.S.T SET CHANGE_TRACKING = TRUE', "table 'DB.S.T'"],
    ['DROP SCHEMA DB.S', "schema 'DB.S'"],
    ['CREATE OR REPLACE DATABASE DB', "account 'LOCAL'"],
    ['CREATE TABLE DB.S.X (A INT)', "schema 'DB.S'"],
    ['CREATE SCHEMA DB.X', "database 'DB'"],
    ['CREATE DATABASE X', "account 'LOCAL'"],
    ['CREATE WAREHOUSE X', "account 'LOCAL'"],
    ['DROP DATABASE DB', "database 'DB'"],
    ['GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B', "table 'DB.S.T'"],
    ['REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_A', "table 'DB.S.T'"],
  ])('%s', (statement, object) => {
    sql.run(`${ALL_THE_WAY} GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A`)
    expect(refusalOf(statement)).toEqual({
      code: '003001',
      sqlState: '42501',
      message: `SQL access control error:\nInsufficient privileges to operate on ${object}.`,
    })
  })
})

describe('the grant option', () => {
  beforeEach(() => {
    sql.run(`${ALL_THE_WAY} GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A WITH GRANT OPTION`)
    asAnn('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B')
  })

  test('passes on that privilege and no other', () => {
    expect(sql.column('granted_by', 'SHOW GRANTS TO ROLE TENANT_B')).toEqual(['TENANT_A'])
    expect(refusalOf('GRANT INSERT ON TABLE DB.S.T TO ROLE TENANT_B')).toMatchObject({ code: '003001' })
    expect(refusalOf('GRANT ALL ON TABLE DB.S.T TO ROLE TENANT_B')).toMatchObject({ code: '003001' })
    expect(() => sql.run('GRANT SELECT ON TABLE DB.S.T TO ROLE MIDDLE', 'BOB', 'TENANT_B')).toThrow(
      "Table 'DB.S.T' does not exist or not authorized.",
    )
  })

  test('cannot be taken back while what it passed on stands, and with CASCADE takes that along', () => {
    expect(() => sql.run('REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_A')).toThrow('dependent grants exist')
    expect(heldByTenantA()).toContain('SELECT TABLE DB.S.T')
    sql.run('REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_A CASCADE')
    expect(sql.run('SHOW GRANTS TO ROLE TENANT_B').rows).toEqual([])
  })
})

const refused: [statement: string, code: string, says: string][] = [
  ['GRANT USAGE ON TABLE DB.S.T TO ROLE TENANT_A', '003011', "Invalid object type 'TABLE' for privilege 'USAGE'."],
  ['GRANT SELECT ON DATABASE DB TO ROLE TENANT_A', '003011', "Invalid object type 'DATABASE' for privilege 'SELECT'."],
  ['GRANT CREATE TABLE ON DATABASE DB TO ROLE TENANT_A', '003011', "'DATABASE' for privilege 'CREATE TABLE'."],
  ['GRANT SELECT ON CORTEX SEARCH SERVICE DB.S.SEARCH TO ROLE TENANT_A', '003011', "'CORTEX_SEARCH_SERVICE' for"],
  ['GRANT USAGE ON ALL TABLES IN SCHEMA DB.PUBLIC TO ROLE TENANT_A', '003011', "'TABLE' for privilege 'USAGE'."],
  ['GRANT SELECT ON TABLE DB.S.NO TO ROLE NOBODY', '002003', "Table 'DB.S.NO'"],
  ['GRANT SELECT ON TABLE DB.S.T TO ROLE NOBODY', '002003', "Role 'NOBODY'"],
  ['GRANT SELECT ON TABLE DB.S.T TO DATABASE ROLE SNOWFLAKE.CORTEX_USER', '003001', 'database role'],
  ['GRANT SELECT ON TABLE DB.S.T TO APPLICATION ROLE SNOWFLAKE.PUBLIC', '003001', 'application role'],
  ['GRANT USAGE ON DATABASE SNOWFLAKE TO ROLE TENANT_A', '003001', "database 'SNOWFLAKE'"],
  ['GRANT SELECT ON TABLE T TO ROLE TENANT_A', '090105', 'Cannot perform GRANT.'],
  ['REVOKE SELECT ON TABLE T FROM ROLE TENANT_A', '090105', 'Cannot perform REVOKE.'],
  ['GRANT SELECT ON VIEW DB.S.V TO ROLE TENANT_A', '002003', "View 'DB.S.V'"],
  ['GRANT USAGE ON AGENT DB.S.A TO ROLE TENANT_A', '002003', "Agent 'DB.S.A'"],
  ['GRANT SELECT ON FUTURE TABLES IN SCHEMA DB.S TO ROLE TENANT_A', '001003', "position 16 unexpected 'FUTURE'"],
  ['GRANT SELECT ON ALL VIEWS IN SCHEMA DB.S TO ROLE TENANT_A', '001003', "position 20 unexpected 'VIEWS'"],
  ['GRANT USAGE ON ALL SCHEMAS IN SCHEMA DB.S TO ROLE TENANT_A', '001003', "position 30 unexpected 'SCHEMA'"],
  ['GRANT OWNERSHIP ON TABLE DB.S.T TO ROLE TENANT_A', '001003', "position 6 unexpected 'OWNERSHIP'"],
  ['GRANT CREATE VIEW ON SCHEMA DB.S TO ROLE TENANT_A', '001003', "position 6 unexpected 'CREATE'"],
  ['REVOKE GRANT OPTION FOR SELECT ON TABLE DB.S.T FROM ROLE TENANT_A', '001003', "position 7 unexpected 'GRANT'"],
  ['GRANT SELECT ON TABLE DB.S.T TO USER ANN', '001003', "position 37 unexpected 'ANN'"],
]

test.each(refused)('refused with its reason: %s', (statement, code, says) => {
  const before = structuredClone(sql.store.read())
  expect(refusalOf(statement, 'COCO_ADMIN', 'ACCOUNTADMIN')).toMatchObject({
    code,
    message: expect.stringContaining(says),
  })
  expect(sql.store.read()).toEqual(before)
})

describe('a privilege that several roles gave', () => {
  const OPTION = `${ALL_THE_WAY} GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A WITH GRANT OPTION;`
  const grantors = (role: string) => sql.column('granted_by', `SHOW GRANTS TO ROLE ${role}`)

  test('is taken back by each in its own name alone, and by MANAGE GRANTS from all', () => {
    sql.run(`${OPTION} GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B`)
    asAnn('REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_B')
    expect(grantors('TENANT_B')).toEqual(['SYSADMIN'])
    asAnn('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B; GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B')
    expect(grantors('TENANT_B')).toEqual(['SYSADMIN', 'TENANT_A'])
    asAnn('REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_B')
    expect(grantors('TENANT_B')).toEqual(['SYSADMIN'])
    asAnn('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B')
    sql.run('REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_B')
    expect(grantors('TENANT_B')).toEqual([])
  })

  test('goes with the grant option of one and stays in the name of the other', () => {
    sql.run(`${OPTION} GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B`)
    asAnn('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B')
    sql.run('REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_A CASCADE')
    expect(grantors('TENANT_B')).toEqual(['SYSADMIN'])
  })

  test('does not hold itself up by being passed round in a circle', () => {
    sql.run(OPTION)
    asAnn('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B WITH GRANT OPTION')
    sql.run('GRANT USAGE ON DATABASE DB TO ROLE TENANT_B; GRANT USAGE ON SCHEMA DB.S TO ROLE TENANT_B')
    sql.run('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A WITH GRANT OPTION', 'BOB', 'TENANT_B')
    sql.run('USE ROLE SYSADMIN; REVOKE SELECT ON TABLE DB.S.T FROM ROLE TENANT_A CASCADE')
    expect(sql.column('privilege', 'SHOW GRANTS ON TABLE DB.S.T')).toEqual(['OWNERSHIP'])
  })

  test('goes with the role that passed it on, and stays what its owner gave when the owner is dropped', () => {
    sql.run(OPTION)
    asAnn('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_B')
    sql.run('DROP ROLE TENANT_A')
    expect(sql.column('privilege', 'SHOW GRANTS ON TABLE DB.S.T')).toEqual(['OWNERSHIP'])
    sql.run(`CREATE ROLE KEEPER; GRANT ROLE KEEPER TO USER COCO_ADMIN; GRANT CREATE DATABASE ON ACCOUNT TO ROLE KEEPER;
      USE ROLE KEEPER; CREATE DATABASE KEPT; GRANT USAGE ON DATABASE KEPT TO ROLE TENANT_B;
      USE ROLE ACCOUNTADMIN; DROP ROLE KEEPER`)
    expect(grantors('TENANT_B')).toEqual(['ACCOUNTADMIN'])
  })
})

test('a grant of several privileges is done as a whole or not at all', () => {
  sql.run(`${ALL_THE_WAY} GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A WITH GRANT OPTION`)
  expect(refusalOf('GRANT SELECT, INSERT ON TABLE DB.S.T TO ROLE TENANT_B')).toMatchObject({ code: '003001' })
  expect(sql.run('SHOW GRANTS TO ROLE TENANT_B').rows).toEqual([])
})

function refusalOf(text: string, userName = 'ANN', role = 'TENANT_A'): unknown {
  try {
    sql.run(text, userName, role)
  } catch (error) {
    if (error instanceof SqlError) return { code: error.code, sqlState: error.sqlState, message: error.message }
    throw error
  }
  throw new Error(`was not refused: ${text}`)
}

/** What ANN is told, refused or not. */
function outcomeOf(text: string): string {
  try {
    return JSON.stringify(asAnn(text).rows)
  } catch (error) {
    if (error instanceof SqlError) return `${error.code} ${error.sqlState} ${error.message}`
    throw error
  }
}
