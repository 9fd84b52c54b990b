import { beforeEach, describe, expect, test } from 'vitest'
import { makeKeyPair } from '../testing/key-pair.ts'
import { CAST, openSqlConsole } from '../testing/sql-console.ts'
import { SqlError } from './sql-error.ts'

const key = makeKeyPair()
const smallKey = makeKeyPair(1024)

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(CAST)
})

const understood: string[] = [
  'USE ROLE SECURITYADMIN',
  'use role "ACCOUNTADMIN";',
  'USE SECONDARY ROLES ALL',
  'CREATE ROLE R',
  "CREATE ROLE IF NOT EXISTS TENANT_A COMMENT = 'again'",
  'CREATE OR REPLACE ROLE TENANT_A',
  'create role "mixed Case"',
  'CREATE USER U',
  `CREATE USER IF NOT EXISTS U TYPE = SERVICE DEFAULT_ROLE = TENANT_A LOGIN_NAME = 'u@example.com' DISABLED = FALSE RSA_PUBLIC_KEY = '${key.publicKey}' COMMENT = 'it''s'`,
  "CREATE OR REPLACE USER ANN TYPE = PERSON, EMAIL = 'ann@example.com', FIRST_NAME = 'Ann', DEFAULT_SECONDARY_ROLES = ('ALL')",
  'ALTER USER ANN SET DISABLED = TRUE',
  `ALTER USER ANN SET RSA_PUBLIC_KEY = '${key.publicKey.slice(0, 64)}\n${key.publicKey.slice(64)}'`,
  `ALTER USER ANN SET RSA_PUBLIC_KEY_2 = $$${key.publicKey}$$ COMMENT = 'rotating'`,
  'ALTER USER ANN UNSET RSA_PUBLIC_KEY, RSA_PUBLIC_KEY_2',
  `ALTER USER ANN SET DEFAULT_ROLE = "A.b" DEFAULT_WAREHOUSE = 'w' DEFAULT_NAMESPACE = MY_DB.MY_SCHEMA`,
  'ALTER USER ANN SET DEFAULT_NAMESPACE = MY_DB',
  'ALTER USER IF EXISTS NOBODY SET DISABLED = TRUE',
  'DROP ROLE TENANT_A',
  'DROP ROLE IF EXISTS NOTHING',
  'DROP USER ANN',
  'DROP USER IF EXISTS NOBODY',
  'GRANT ROLE TENANT_A TO ROLE MIDDLE',
  'GRANT ROLE TENANT_A TO USER BOB',
  'REVOKE ROLE TENANT_A FROM USER ANN',
  'REVOKE ROLE TENANT_A FROM ROLE MIDDLE -- never granted',
  'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE TENANT_A',
  'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_REST_API_USER TO ROLE TENANT_A',
  'REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC',
  'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-LLAMA3.1-70B" TO ROLE TENANT_A',
  'REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL" FROM ROLE TENANT_A',
  'GRANT CREATE ROLE, CREATE USER ON ACCOUNT TO ROLE TENANT_A WITH GRANT OPTION',
  'REVOKE MANAGE GRANTS ON ACCOUNT FROM ROLE TENANT_A',
  'SHOW GRANTS',
  'SHOW GRANTS TO ROLE TENANT_A',
  'SHOW GRANTS TO USER ANN',
  'SHOW GRANTS OF ROLE TENANT_A',
  'SHOW GRANTS OF APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL"',
  'SHOW GRANTS OF DATABASE ROLE SNOWFLAKE.CORTEX_USER',
  'SHOW GRANTS TO APPLICATION ROLE SNOWFLAKE.PUBLIC',
  'SHOW GRANTS TO DATABASE ROLE SNOWFLAKE.CORTEX_USER',
  'SHOW GRANTS ON ROLE TENANT_A',
  'SHOW GRANTS ON USER ANN',
  'SHOW GRANTS ON ACCOUNT',
  'SHOW GRANTS ON MODEL SNOWFLAKE.MODELS."DEEPSEEK-R1"',
  "SHOW ROLES LIKE 'tenant%'",
  'SHOW USERS',
  'DESC USER ANN',
  'DESCRIBE USER "ANN"',
  'SHOW MODELS IN SNOWFLAKE.MODELS',
  "SHOW MODELS LIKE '%claude%' IN ACCOUNT",
  'SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS',
  "SHOW APPLICATION ROLES LIKE 'CORTEX-MODEL%' IN APPLICATION SNOWFLAKE",
  'SHOW DATABASE ROLES IN DATABASE SNOWFLAKE',
  'CALL SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH()',
  "CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')",
  "CALL SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')",
  "ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'None'",
  "ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'DISABLED'",
  'ALTER ACCOUNT UNSET CORTEX_ENABLED_CROSS_REGION',
  'SELECT CURRENT_ACCOUNT(), CURRENT_USER(), CURRENT_ROLE() AS R, CURRENT_TIMESTAMP',
  'SELECT CURRENT_ORGANIZATION_NAME() || 1'.replace(' || 1', ' org, CURRENT_ACCOUNT_NAME() "Name"'),
  "select 1, -2.5, 'it''s', null, true -- done",
  "SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('0ce9eb56-821d-4ca9-a774-04ae89a0cf5a')",
  "/* a comment */ SELECT 'a;b' // and another",
]

test.each(understood)('an administrator may: %s', (text) => {
  expect(sql.run(text).columns).not.toEqual([])
})

interface Refusal {
  code: string
  sqlState: string
  /** Part of the message. */
  says: string
}

const syntax = (line: number, position: number, unexpected: string): Refusal => ({
  code: '001003',
  sqlState: '42000',
  says: `SQL compilation error:\nsyntax error line ${line} at position ${position} unexpected '${unexpected}'.`,
})

const unknown: [text: string, refusal: Refusal][] = [
  ['VACUUM', syntax(1, 0, 'VACUUM')],
  ['  vacuum full', syntax(1, 2, 'vacuum')],
  ['SELECT 1;\n\n  EXPLAIN SELECT 1', syntax(3, 2, 'EXPLAIN')],
  ['CREATE VIEW V AS SELECT 1', syntax(1, 7, 'VIEW')],
  ['CREATE TRANSIENT TABLE T (A INT)', syntax(1, 7, 'TRANSIENT')],
  ['CREATE OR REPLACE ROLE IF NOT EXISTS R', syntax(1, 23, 'IF')],
  ['CREATE ROLE', syntax(1, 11, '<EOF>')],
  ['CREATE ROLE;', syntax(1, 11, ';')],
  ['CREATE ROLE R R2', syntax(1, 14, 'R2')],
  ['CREATE ROLE SELECT', syntax(1, 12, 'SELECT')],
  ["CREATE ROLE 'R'", syntax(1, 12, "'R'")],
  ["CREATE USER U PASSWORD = 'x'", syntax(1, 14, 'PASSWORD')],
  ['CREATE USER U DISABLED = MAYBE', syntax(1, 25, 'MAYBE')],
  ["CREATE USER U DEFAULT_SECONDARY_ROLES = ('R')", syntax(1, 41, "'R'")],
  ['ALTER USER ANN SET DEFAULT_ROLE = A.B.C', syntax(1, 35, '.')],
  ['CREATE USER U DEFAULT_WAREHOUSE = "w".X TYPE = SERVICE', syntax(1, 37, '.')],
  ['CREATE USER U DEFAULT_NAMESPACE = A.B.C', syntax(1, 37, '.')],
  ['ALTER USER ANN', syntax(1, 14, '<EOF>')],
  ['ALTER USER ANN RENAME TO ANNA', syntax(1, 15, 'RENAME')],
  ['ALTER ROLE R RENAME TO S', syntax(1, 6, 'ROLE')],
  ["ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST 'None'", syntax(1, 42, "'None'")],
  ['DROP VIEW V', syntax(1, 5, 'VIEW')],
  ['GRANT ROLE TENANT_A', syntax(1, 19, '<EOF>')],
  ['GRANT ROLE TENANT_A FROM ROLE MIDDLE', syntax(1, 20, 'FROM')],
  ['GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO USER ANN', syntax(1, 45, 'USER')],
  ['GRANT APPLICATION ROLE SNOWFLAKE.CORTEX-MODEL-ROLE-ALL TO ROLE TENANT_A', syntax(1, 39, '-')],
  ['GRANT IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE TO ROLE TENANT_A', syntax(1, 6, 'IMPORTED')],
  ['GRANT OWNERSHIP ON ROLE TENANT_A TO ROLE MIDDLE', syntax(1, 6, 'OWNERSHIP')],
  ['SHOW VIEWS', syntax(1, 5, 'VIEWS')],
  ['SHOW GRANTS TO TENANT_A', syntax(1, 15, 'TENANT_A')],
  ['DESC VIEW V', syntax(1, 5, 'VIEW')],
  ['CALL P(1)', syntax(1, 7, '1')],
  ['SELECT *', syntax(1, 8, '<EOF>')],
  ['SELECT 1 + 1', syntax(1, 9, '+')],
  ["SELECT 'never ends", syntax(1, 7, "'never ends")],
  ['SELECT "never ends', syntax(1, 7, '"never ends')],
  ['SELECT /* never ends', syntax(1, 7, '/* never ends')],
  ['SELECT $$never ends', syntax(1, 7, '$$never ends')],
  ['USE CATALOG C', syntax(1, 4, 'CATALOG')],
  ['MERGE INTO T USING S ON TRUE', syntax(1, 0, 'MERGE')],
  ["PUT file:///etc/passwd '@~'", syntax(1, 0, 'PUT')],
  ['\u{1F600}', syntax(1, 0, '\u{1F600}')],
]

describe('refused by name and position', () => {
  test.each(unknown)('%s', (text, refusal) => {
    expect(refusalOf(text)).toEqual(refusal)
  })
})

const missing = (says: string): Refusal => ({
  code: '002003',
  sqlState: '42S02',
  says: `SQL compilation error:\n${says} does not exist or not authorized.`,
})

const absent: [text: string, refusal: Refusal][] = [
  ['DROP ROLE NOTHING', missing("Role 'NOTHING'")],
  ['DROP USER NOBODY', missing("User 'NOBODY'")],
  ['ALTER USER nobody SET DISABLED = TRUE', missing("User 'NOBODY'")],
  ['ALTER USER "nobody" SET DISABLED = TRUE', missing("User 'nobody'")],
  ['DESC USER NOBODY', missing("User 'NOBODY'")],
  ['GRANT ROLE NOTHING TO ROLE TENANT_A', missing("Role 'NOTHING'")],
  ['GRANT ROLE TENANT_A TO ROLE NOTHING', missing("Role 'NOTHING'")],
  ['GRANT ROLE TENANT_A TO USER NOBODY', missing("User 'NOBODY'")],
  ['GRANT DATABASE ROLE SNOWFLAKE.NOTHING TO ROLE TENANT_A', missing("Database role 'SNOWFLAKE.NOTHING'")],
  ['GRANT DATABASE ROLE OTHER.CORTEX_USER TO ROLE TENANT_A', missing("Database 'OTHER'")],
  [
    'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-gpt" TO ROLE TENANT_A',
    missing('Application role \'SNOWFLAKE."CORTEX-MODEL-ROLE-gpt"\''),
  ],
  ['GRANT USAGE ON WAREHOUSE COCO_WH TO ROLE TENANT_A', missing("Warehouse 'COCO_WH'")],
  ['GRANT USAGE ON DATABASE RETAILBOT_DB TO ROLE TENANT_A', missing("Database 'RETAILBOT_DB'")],
  ['GRANT USAGE ON SCHEMA RETAILBOT_DB.SUPPORT TO ROLE TENANT_A', missing("Schema 'RETAILBOT_DB.SUPPORT'")],
  [
    'GRANT SELECT ON TABLE RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS TO ROLE TENANT_A',
    missing("Table 'RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS'"),
  ],
  [
    'GRANT USAGE ON AGENT RETAILBOT_DB.SUPPORT.RETAILBOT TO ROLE TENANT_A',
    missing("Agent 'RETAILBOT_DB.SUPPORT.RETAILBOT'"),
  ],
  [
    'GRANT USAGE ON CORTEX AGENT RETAILBOT_DB.SUPPORT.RETAILBOT TO ROLE TENANT_A',
    missing("Agent 'RETAILBOT_DB.SUPPORT.RETAILBOT'"),
  ],
  [
    'GRANT USAGE ON CORTEX SEARCH SERVICE RETAILBOT_DB.SUPPORT.SUPPORT_SEARCH TO ROLE TENANT_A',
    missing("Cortex search service 'RETAILBOT_DB.SUPPORT.SUPPORT_SEARCH'"),
  ],
  ['SHOW MODELS IN SCHEMA MY_DB.MY_SCHEMA', missing("Schema 'MY_DB.MY_SCHEMA'")],
  ['SHOW APPLICATION ROLES IN APPLICATION OTHER', missing("Application 'OTHER'")],
  [
    'SELECT * FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_REST_API_USAGE_HISTORY LIMIT 1',
    missing("Object 'SNOWFLAKE.ACCOUNT_USAGE.CORTEX_REST_API_USAGE_HISTORY'"),
  ],
  [
    "CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-NOTHING')",
    missing('Application role \'SNOWFLAKE."CORTEX-MODEL-ROLE-NOTHING"\''),
  ],
  [
    'USE ROLE NOTHING',
    {
      code: '002043',
      sqlState: '02000',
      says: 'SQL compilation error:\nObject does not exist, or operation cannot be performed.',
    },
  ],
]

test.each(absent)('what does not exist is refused as that: %s', (text, refusal) => {
  expect(refusalOf(text)).toEqual(refusal)
})

const wrong: [text: string, code: string, says: string][] = [
  ['CREATE ROLE TENANT_A', '002002', "Object 'TENANT_A' already exists."],
  ['CREATE USER ANN', '002002', "Object 'ANN' already exists."],
  ["CREATE USER U LOGIN_NAME = 'ann'", '002002', "Object 'ANN' already exists."],
  ['CREATE USER U TYPE = ROBOT', '001008', "invalid value [ROBOT] for parameter 'TYPE'"],
  [
    "ALTER USER ANN SET RSA_PUBLIC_KEY = '<paste your key>'",
    '003602',
    "New public key rejected by current policy. Reason: 'Invalid Public key' (RSA_PUBLIC_KEY of user 'ANN')",
  ],
  [`ALTER USER ANN SET RSA_PUBLIC_KEY_2 = '${smallKey.publicKey}'`, '003602', "(RSA_PUBLIC_KEY_2 of user 'ANN')"],
  [
    `ALTER USER ANN SET RSA_PUBLIC_KEY = '-----BEGIN PUBLIC KEY-----\n${key.publicKey}\n-----END PUBLIC KEY-----'`,
    '003602',
    'Invalid Public key',
  ],
  [
    "ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'All'",
    '001008',
    "invalid value [All] for parameter 'CORTEX_MODELS_ALLOWLIST'",
  ],
  ["ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'mistral-large2,llama3.1-70b'", '001008', 'CORTEX_MODELS_ALLOWLIST'],
  ["ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'AWS_US'", '001008', 'invalid value [AWS_US]'],
  ["ALTER ACCOUNT SET TIMEZONE = 'UTC'", '001006', "invalid property 'TIMEZONE' for 'ACCOUNT'"],
  ['GRANT ROLE TENANT_A TO ROLE TENANT_A', '003001', 'a role would contain itself'],
  ['GRANT DATABASE ROLE CORTEX_USER TO ROLE TENANT_A', '090105', 'This session does not have a current database.'],
  ['SELECT FOO()', '002140', 'Unknown function FOO'],
  ['SELECT CURRENT_USER(1)', '000938', 'wrong number of arguments'],
  ['SELECT X', '000904', "error line 1 at position 7\ninvalid identifier 'X'"],
  ['SELECT ?', '002049', 'Bind variable ? not set.'],
  ['CALL MY.OWN.PROCEDURE()', '002003', 'MY.OWN.PROCEDURE'],
  ["CALL SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH('x')", '001044', 'Invalid number of arguments'],
  ["CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('ROLE', 'X')", '001008', 'invalid value [ROLE]'],
]

test.each(wrong)('what cannot be is refused with its reason: %s', (text, code, says) => {
  expect(refusalOf(text)).toMatchObject({ code, says: expect.stringContaining(says) })
})

function refusalOf(text: string, userName?: string, role?: string): Refusal {
  try {
    sql.run(text, userName, role)
  } catch (error) {
    if (error instanceof SqlError) return { code: error.code, sqlState: error.sqlState, says: error.message }
    throw error
  }
  throw new Error(`was not refused: ${text}`)
}
