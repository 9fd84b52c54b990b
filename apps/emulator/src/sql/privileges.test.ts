import { beforeEach, describe, expect, test } from 'vitest'
import { findUser, mayActivate } from '../rbac/role-graph.ts'
import { CAST, openSqlConsole } from '../testing/sql-console.ts'

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(CAST)
})

const withoutPrivilege: [who: string, role: string, text: string, object: string][] = [
  ['ANN', 'TENANT_A', 'CREATE ROLE R', "account 'LOCAL'"],
  ['ANN', 'TENANT_A', 'CREATE ROLE IF NOT EXISTS TENANT_A', "account 'LOCAL'"],
  ['ANN', 'TENANT_A', 'CREATE USER U', "account 'LOCAL'"],
  ['ANN', 'TENANT_A', 'ALTER USER ANN SET DISABLED = FALSE', "user 'ANN'"],
  ['ANN', 'TENANT_A', 'ALTER USER BOB SET DISABLED = TRUE', "user 'BOB'"],
  ['ANN', 'TENANT_A', 'DROP USER BOB', "user 'BOB'"],
  ['ANN', 'TENANT_A', 'DROP ROLE TENANT_A', "role 'TENANT_A'"],
  ['ANN', 'TENANT_A', 'GRANT ROLE TENANT_B TO USER ANN', "role 'TENANT_B'"],
  ['ANN', 'TENANT_A', 'GRANT ROLE ACCOUNTADMIN TO USER ANN', "role 'ACCOUNTADMIN'"],
  ['ANN', 'TENANT_A', 'REVOKE ROLE TENANT_B FROM USER BOB', "role 'TENANT_B'"],
  [
    'ANN',
    'TENANT_A',
    'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE TENANT_A',
    "database role 'SNOWFLAKE.CORTEX_USER'",
  ],
  [
    'ANN',
    'TENANT_A',
    'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1" TO ROLE TENANT_A',
    'application role \'SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1"\'',
  ],
  ['ANN', 'TENANT_A', 'GRANT MANAGE GRANTS ON ACCOUNT TO ROLE TENANT_A', "account 'LOCAL'"],
  ['ANN', 'TENANT_A', "ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'None'", "account 'LOCAL'"],
  [
    'ANN',
    'TENANT_A',
    'CALL SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH()',
    "procedure 'SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH'",
  ],
  ['ANN', 'TENANT_A', "SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('x')", "account 'LOCAL'"],
  ['GUS', 'PUBLIC', 'CREATE ROLE R', "account 'LOCAL'"],
  ['CLEO', 'CLERK', 'GRANT ROLE TENANT_A TO USER CLEO', "role 'TENANT_A'"],
  ['CLEO', 'CLERK', 'ALTER USER ANN SET DISABLED = TRUE', "user 'ANN'"],
  ['CLEO', 'CLERK', 'CREATE OR REPLACE USER ANN', "user 'ANN'"],
  ['CLEO', 'SECURITYADMIN', 'GRANT ROLE ACCOUNTADMIN TO USER CLEO', "role 'ACCOUNTADMIN'"],
  [
    'CLEO',
    'SECURITYADMIN',
    "CALL SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')",
    "procedure 'SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE'",
  ],
  ['COCO_ADMIN', 'SYSADMIN', 'CREATE USER U', "account 'LOCAL'"],
  ['COCO_ADMIN', 'ACCOUNTADMIN', 'DROP ROLE ACCOUNTADMIN', "role 'ACCOUNTADMIN'"],
  ['COCO_ADMIN', 'ACCOUNTADMIN', 'DROP ROLE PUBLIC', "role 'PUBLIC'"],
  ['COCO_ADMIN', 'ACCOUNTADMIN', 'DROP USER COCO_ADMIN', "user 'COCO_ADMIN'"],
  ['COCO_ADMIN', 'ACCOUNTADMIN', 'GRANT ROLE PUBLIC TO ROLE TENANT_A', "role 'PUBLIC'"],
  ['COCO_ADMIN', 'ACCOUNTADMIN', 'REVOKE ROLE SECURITYADMIN FROM ROLE ACCOUNTADMIN', "role 'SECURITYADMIN'"],
  [
    'COCO_ADMIN',
    'ACCOUNTADMIN',
    'REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL" FROM APPLICATION ROLE SNOWFLAKE.PUBLIC',
    'application role \'SNOWFLAKE."CORTEX-MODEL-ROLE-ALL"\'',
  ],
  [
    'COCO_ADMIN',
    'ACCOUNTADMIN',
    'GRANT USAGE ON MODEL SNOWFLAKE.MODELS."DEEPSEEK-R1" TO ROLE TENANT_A',
    'model \'SNOWFLAKE.MODELS."DEEPSEEK-R1"\'',
  ],
]

describe('without the privilege it is refused', () => {
  test.each(withoutPrivilege)('%s as %s: %s', (who, role, text, object) => {
    const before = structuredClone(sql.store.read())
    expect(() => sql.run(text, who, role)).toThrow(
      `SQL access control error:\nInsufficient privileges to operate on ${object}.`,
    )
    expect(sql.store.read()).toEqual(before)
  })
})

describe('the last administrator stays one, so that nobody is locked out for good', () => {
  test.each([
    'REVOKE ROLE ACCOUNTADMIN FROM USER COCO_ADMIN',
    'ALTER USER COCO_ADMIN SET DISABLED = TRUE',
    'CREATE USER SLEEPER DISABLED = TRUE; GRANT ROLE ACCOUNTADMIN TO USER SLEEPER; REVOKE ROLE ACCOUNTADMIN FROM USER COCO_ADMIN',
    'CREATE ROLE TOP; GRANT ROLE ACCOUNTADMIN TO ROLE TOP; GRANT ROLE TOP TO USER COCO_ADMIN; REVOKE ROLE ACCOUNTADMIN FROM USER COCO_ADMIN; DROP ROLE TOP',
  ])('%s', (text) => {
    expect(() => sql.run(text)).toThrow(
      'SQL access control error:\nThe account would be left without an enabled user who holds ACCOUNTADMIN.',
    )
    expect(mayActivate(sql.store.read(), 'COCO_ADMIN', 'ACCOUNTADMIN')).toBe(true)
    expect(findUser(sql.store.read(), 'COCO_ADMIN')?.disabled).toBe(false)
  })

  test.each(['DROP USER HERS', 'CREATE OR REPLACE USER HERS'])('also against the owner of that user: %s', (text) => {
    sql.run('CREATE USER HERS', 'CLEO', 'CLERK')
    sql.run('GRANT ROLE ACCOUNTADMIN TO USER HERS; ALTER USER COCO_ADMIN SET DISABLED = TRUE')
    expect(() => sql.run(text, 'CLEO', 'CLERK')).toThrow('The account would be left without')
    expect(mayActivate(sql.store.read(), 'HERS', 'ACCOUNTADMIN')).toBe(true)
  })

  test('where there is another one, the first may go', () => {
    sql.run('GRANT ROLE ACCOUNTADMIN TO USER ANN; REVOKE ROLE ACCOUNTADMIN FROM USER COCO_ADMIN')
    expect(mayActivate(sql.store.read(), 'COCO_ADMIN', 'ACCOUNTADMIN')).toBe(false)
  })
})

describe('with the privilege it is done', () => {
  test('USERADMIN, inherited, creates roles and users, which it then owns and may alter', () => {
    sql.run(
      'CREATE ROLE MINE; CREATE USER HERS; GRANT ROLE MINE TO USER HERS; ALTER USER HERS SET DISABLED = TRUE',
      'CLEO',
      'CLERK',
    )
    expect(sql.column('owner', "SHOW ROLES LIKE 'MINE'", 'CLEO', 'CLERK')).toEqual(['CLERK'])
  })

  test('SECURITYADMIN grants any role but the highest', () => {
    sql.run('GRANT ROLE TENANT_A TO USER GUS', 'CLEO', 'SECURITYADMIN')
    expect(sql.column('role', 'SHOW GRANTS TO USER GUS')).toEqual(['TENANT_A'])
  })

  test('an account privilege that was granted works, and only with the grant option it is passed on', () => {
    sql.run(
      'GRANT CREATE ROLE ON ACCOUNT TO ROLE TENANT_A; GRANT CREATE USER ON ACCOUNT TO ROLE TENANT_A WITH GRANT OPTION',
    )
    sql.run('CREATE ROLE R', 'ANN', 'TENANT_A')
    sql.run('GRANT CREATE USER ON ACCOUNT TO ROLE TENANT_B', 'ANN', 'TENANT_A')
    expect(() => sql.run('GRANT CREATE ROLE ON ACCOUNT TO ROLE TENANT_B', 'ANN', 'TENANT_A')).toThrow(
      'Insufficient privileges',
    )
    sql.run('CREATE USER U', 'BOB', 'TENANT_B')
  })

  test('secondary roles count for everything but creating', () => {
    sql.run('GRANT ROLE SECURITYADMIN TO USER ANN')
    expect(() => sql.run('GRANT ROLE TENANT_B TO USER GUS', 'ANN', 'TENANT_A')).toThrow('Insufficient privileges')
    sql.run('USE SECONDARY ROLES ALL; GRANT ROLE TENANT_B TO USER GUS', 'ANN', 'TENANT_A')
    expect(() => sql.run('USE SECONDARY ROLES ALL; CREATE ROLE R', 'ANN', 'TENANT_A')).toThrow(
      'Insufficient privileges',
    )
  })
})

describe('roles', () => {
  test('only a role that was granted, directly or through another, can be used', () => {
    sql.run('GRANT ROLE TENANT_B TO ROLE TENANT_A')
    expect(sql.column('CURRENT_ROLE()', 'USE ROLE TENANT_B; SELECT CURRENT_ROLE()', 'ANN', 'TENANT_A')).toEqual([
      'TENANT_B',
    ])
    expect(() => sql.run('USE ROLE TENANT_A', 'BOB', 'TENANT_B')).toThrow(
      "Requested role 'TENANT_A' is not assigned to the executing user. Specify another role to activate.",
    )
    expect(() => sql.run('USE ROLE TENANT_A')).toThrow('is not assigned to the executing user') // not even by ACCOUNTADMIN
  })

  test('a circle of roles is refused, however long', () => {
    sql.run('GRANT ROLE TENANT_A TO ROLE MIDDLE; GRANT ROLE MIDDLE TO ROLE TENANT_B')
    expect(() => sql.run('GRANT ROLE TENANT_B TO ROLE TENANT_A')).toThrow('a role would contain itself')
    sql.run('GRANT ROLE TENANT_B TO ROLE PUBLIC') // PUBLIC is in every role without a grant: that is no circle
  })

  test('a dropped role takes its grants along, and leaves what it owned to whoever dropped it', () => {
    sql.run('CREATE USER HERS; GRANT ROLE TENANT_A TO ROLE CLERK', 'COCO_ADMIN', 'ACCOUNTADMIN')
    sql.run('CREATE ROLE OWNED', 'CLEO', 'CLERK')
    sql.run('DROP ROLE CLERK')
    expect(sql.column('granted_to', 'SHOW GRANTS OF ROLE TENANT_A')).toEqual(['USER'])
    expect(sql.column('owner', "SHOW ROLES LIKE 'OWNED'")).toEqual(['ACCOUNTADMIN'])
    sql.run('CREATE ROLE CLERK')
    expect(sql.column('role', 'SHOW GRANTS TO USER CLEO')).toEqual(['SECURITYADMIN'])
  })
})

describe('SHOW answers only about what the role holds or owns', () => {
  test('roles and users', () => {
    expect(sql.column('name', 'SHOW ROLES', 'ANN', 'TENANT_A')).toEqual(['PUBLIC', 'TENANT_A'])
    expect(sql.column('name', 'SHOW USERS', 'ANN', 'TENANT_A')).toEqual(['ANN'])
    expect(sql.column('name', 'SHOW USERS', 'CLEO', 'SECURITYADMIN')).toEqual([
      'COCO_ADMIN',
      'ANN',
      'BOB',
      'CLEO',
      'GUS',
    ])
  })

  test.each([
    ['SHOW GRANTS TO ROLE TENANT_B', "Role 'TENANT_B'"],
    ['SHOW GRANTS OF ROLE ACCOUNTADMIN', "Role 'ACCOUNTADMIN'"],
    ['SHOW GRANTS TO USER BOB', "User 'BOB'"],
    ['SHOW GRANTS ON USER BOB', "User 'BOB'"],
    ['DESC USER BOB', "User 'BOB'"],
  ])('%s does not exist for another tenant', (text, what) => {
    expect(() => sql.run(text, 'ANN', 'TENANT_A')).toThrow(`${what} does not exist or not authorized.`)
  })

  test('models: those that are granted', () => {
    sql.run("CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')")
    sql.run('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1" TO ROLE TENANT_A')
    expect(sql.column('name', 'SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS', 'ANN', 'TENANT_A')).toEqual([
      'DEEPSEEK-R1',
    ])
    expect(sql.column('name', 'SHOW MODELS', 'BOB', 'TENANT_B')).toEqual([])
    expect(sql.column('name', 'SHOW MODELS').length).toBeGreaterThan(20)
  })

  test('the grants of a role: what it may use, holds and owns', () => {
    sql.run('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1" TO ROLE TENANT_A')
    sql.run('GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE TENANT_A; GRANT CREATE ROLE ON ACCOUNT TO ROLE TENANT_A')
    sql.run('CREATE ROLE HIS', 'ANN', 'TENANT_A')
    const { rows } = sql.run('SHOW GRANTS TO ROLE TENANT_A', 'ANN', 'TENANT_A')
    expect(rows.map((row) => row.slice(1, 6))).toEqual([
      ['CREATE ROLE', 'ACCOUNT', 'LOCAL', 'ROLE', 'TENANT_A'],
      ['USAGE', 'APPLICATION_ROLE', 'SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1"', 'ROLE', 'TENANT_A'],
      ['USAGE', 'DATABASE_ROLE', 'SNOWFLAKE.CORTEX_USER', 'ROLE', 'TENANT_A'],
      ['OWNERSHIP', 'ROLE', 'HIS', 'ROLE', 'TENANT_A'],
    ])
  })

  test('the public application role of a new account holds every model', () => {
    expect(sql.column('name', 'SHOW GRANTS TO APPLICATION ROLE SNOWFLAKE.PUBLIC')).toEqual([
      'SNOWFLAKE."CORTEX-MODEL-ROLE-ALL"',
    ])
  })
})
