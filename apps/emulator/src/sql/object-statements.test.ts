import { beforeEach, describe, expect, test } from 'vitest'
import { CAST, openSqlConsole } from '../testing/sql-console.ts'
import { SqlError } from './sql-error.ts'

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(CAST)
  sql.run(`
    CREATE WAREHOUSE WH;
    CREATE DATABASE DB COMMENT = 'documents';
    CREATE SCHEMA DB.S;
    CREATE TABLE DB.S.T (ID TEXT NOT NULL, BODY TEXT, PRIMARY KEY (ID));
  `)
})

const understood: string[] = [
  'CREATE WAREHOUSE W',
  "CREATE WAREHOUSE IF NOT EXISTS WH WITH WAREHOUSE_SIZE = 'X-SMALL'",
  "create or replace warehouse WH WAREHOUSE_SIZE = xsmall, AUTO_SUSPEND = 60, AUTO_RESUME = TRUE INITIALLY_SUSPENDED = TRUE COMMENT = 'small'",
  'CREATE WAREHOUSE W WAREHOUSE_SIZE = XXLARGE AUTO_SUSPEND = NULL',
  'CREATE DATABASE "my db"',
  'CREATE DATABASE IF NOT EXISTS DB',
  "CREATE OR REPLACE DATABASE DB COMMENT = 'again'",
  'CREATE SCHEMA DB.OTHER',
  'USE DATABASE DB; CREATE SCHEMA IF NOT EXISTS S',
  "CREATE OR REPLACE SCHEMA DB.S COMMENT = 'again'",
  'CREATE TABLE IF NOT EXISTS DB.S.T (ID INT)',
  'CREATE OR REPLACE TABLE DB.S.T (ID INT)',
  'USE SCHEMA DB.S; CREATE TABLE U (A INT)',
  'USE DATABASE DB; CREATE TABLE S.U (A INT)',
  'USE DATABASE DB; CREATE TABLE U (A INT)',
  "CREATE TABLE DB.S.U (A NUMBER(10, 2) NOT NULL COMMENT 'sum', B VARCHAR(20), C ARRAY, D VARIANT, E OBJECT, F BOOLEAN, G DATE, H TIMESTAMP_NTZ(9), I TIMESTAMP_LTZ, J TIMESTAMP_TZ, K DOUBLE PRECISION, \"l m\" STRING) CHANGE_TRACKING = TRUE COMMENT = 'all types'",
  'CREATE TABLE DB.S.U (A INT PRIMARY KEY)',
  'CREATE TABLE DB.S.U (A INT, B INT, CONSTRAINT PK PRIMARY KEY (A, B))',
  'ALTER TABLE DB.S.T SET CHANGE_TRACKING = TRUE',
  "ALTER TABLE DB.S.T SET COMMENT = 'new', CHANGE_TRACKING = FALSE",
  'ALTER TABLE IF EXISTS DB.S.NOTHING SET CHANGE_TRACKING = TRUE',
  'ALTER WAREHOUSE WH SUSPEND; ALTER WAREHOUSE WH RESUME',
  'ALTER WAREHOUSE WH RESUME IF SUSPENDED',
  "ALTER WAREHOUSE WH SET WAREHOUSE_SIZE = MEDIUM AUTO_SUSPEND = 30, COMMENT = 'm'",
  'ALTER WAREHOUSE IF EXISTS NOTHING SUSPEND',
  'DROP TABLE DB.S.T',
  'DROP TABLE IF EXISTS DB.S.NOTHING',
  'DROP SCHEMA DB.S CASCADE',
  'DROP SCHEMA IF EXISTS NOTHING.S',
  'DROP DATABASE DB',
  'DROP DATABASE IF EXISTS NOTHING',
  'DROP WAREHOUSE WH',
  'DROP WAREHOUSE IF EXISTS NOTHING',
  'USE WAREHOUSE WH',
  'USE DATABASE DB; USE SCHEMA S',
  "SHOW WAREHOUSES LIKE 'w%'",
  'SHOW DATABASES',
  'SHOW SCHEMAS IN DATABASE DB',
  "SHOW SCHEMAS LIKE 's' IN DB",
  'SHOW SCHEMAS IN ACCOUNT',
  'SHOW TABLES',
  'SHOW TABLES IN DB.S',
  'SHOW TABLES IN SCHEMA DB.S',
  'SHOW TABLES IN DATABASE DB',
  'USE SCHEMA DB.S; SHOW TABLES IN SCHEMA',
  'USE SCHEMA DB.S; SHOW TABLES IN DATABASE',
  'DESC TABLE DB.S.T',
  'USE SCHEMA DB.S; DESCRIBE TABLE T',
]

test.each(understood)('an administrator may: %s', (text) => {
  expect(sql.run(text).columns).not.toEqual([])
})

const syntax = (line: number, position: number, unexpected: string) => ({
  code: '001003',
  sqlState: '42000',
  message: `SQL compilation error:\nsyntax error line ${line} at position ${position} unexpected '${unexpected}'.`,
})

const unknown: [text: string, refusal: object][] = [
  ['CREATE WAREHOUSE A.B', syntax(1, 18, '.')],
  ['CREATE WAREHOUSE W MAX_CLUSTER_COUNT = 2', syntax(1, 19, 'MAX_CLUSTER_COUNT')],
  ['CREATE WAREHOUSE W AUTO_SUSPEND = -1', syntax(1, 34, '-')],
  ['CREATE WAREHOUSE W AUTO_RESUME = TRUE AUTO_RESUME = TRUE', syntax(1, 38, 'AUTO_RESUME')],
  ["CREATE WAREHOUSE W WAREHOUSE_SIZE = 'HUGE'", syntax(1, 36, "'HUGE'")],
  ['CREATE DATABASE A.B', syntax(1, 17, '.')],
  ['CREATE DATABASE A DATA_RETENTION_TIME_IN_DAYS = 1', syntax(1, 18, 'DATA_RETENTION_TIME_IN_DAYS')],
  ['CREATE DATABASE A CLONE DB', syntax(1, 18, 'CLONE')],
  ['CREATE SCHEMA A.B.C', syntax(1, 17, '.')],
  ['CREATE SCHEMA DB.X WITH MANAGED ACCESS', syntax(1, 19, 'WITH')],
  ['CREATE OR REPLACE TABLE IF NOT EXISTS DB.S.U (A INT)', syntax(1, 24, 'IF')],
  ['CREATE TABLE DB.S.U.V (A INT)', syntax(1, 19, '.')],
  ['CREATE TABLE DB.S.U', syntax(1, 19, '<EOF>')],
  ['CREATE TABLE DB.S.U ()', syntax(1, 21, ')')],
  ['CREATE TABLE DB.S.U (PRIMARY KEY (A))', syntax(1, 36, ')')],
  ['CREATE TABLE DB.S.U (A INT,)', syntax(1, 27, ')')],
  ['CREATE TABLE DB.S.U (A GEOGRAPHY)', syntax(1, 23, 'GEOGRAPHY')],
  ['CREATE TABLE DB.S.U (A VECTOR(FLOAT, 768))', syntax(1, 23, 'VECTOR')],
  ['CREATE TABLE DB.S.U (A NUMBER(39))', syntax(1, 30, '39')],
  ['CREATE TABLE DB.S.U (A NUMBER(4, 5))', syntax(1, 33, '5')],
  ['CREATE TABLE DB.S.U (A VARCHAR(0))', syntax(1, 31, '0')],
  ['CREATE TABLE DB.S.U (A INT(4))', syntax(1, 26, '(')],
  ['CREATE TABLE DB.S.U (A TIMESTAMP_NTZ(3))', syntax(1, 37, '3')],
  ['CREATE TABLE DB.S.U (A INT DEFAULT 1)', syntax(1, 27, 'DEFAULT')],
  ['CREATE TABLE DB.S.U (A INT AUTOINCREMENT)', syntax(1, 27, 'AUTOINCREMENT')],
  ['CREATE TABLE DB.S.U (A INT UNIQUE)', syntax(1, 27, 'UNIQUE')],
  ['CREATE TABLE DB.S.U (A INT PRIMARY KEY, PRIMARY KEY (A))', syntax(1, 40, 'PRIMARY')],
  ['CREATE TABLE DB.S.U (A INT) CLUSTER BY (A)', syntax(1, 28, 'CLUSTER')],
  ['CREATE TABLE DB.S.U AS SELECT 1', syntax(1, 20, 'AS')],
  ['CREATE TABLE DB.S.U LIKE DB.S.T', syntax(1, 20, 'LIKE')],
  ['ALTER TABLE DB.S.T ADD COLUMN B INT', syntax(1, 19, 'ADD')],
  ['ALTER TABLE DB.S.T SET', syntax(1, 22, '<EOF>')],
  ['ALTER WAREHOUSE WH SET', syntax(1, 22, '<EOF>')],
  ['ALTER WAREHOUSE WH ABORT ALL QUERIES', syntax(1, 19, 'ABORT')],
  ['ALTER WAREHOUSE WH SET INITIALLY_SUSPENDED = TRUE', syntax(1, 23, 'INITIALLY_SUSPENDED')],
  ['DROP TABLE DB.S.T CASCADE', syntax(1, 18, 'CASCADE')],
  ['DROP SCHEMA DB.S RESTRICT', syntax(1, 17, 'RESTRICT')],
  ['UNDROP TABLE DB.S.T', syntax(1, 0, 'UNDROP')],
  ['USE WAREHOUSE A.B', syntax(1, 15, '.')],
  ['SHOW WAREHOUSES IN ACCOUNT', syntax(1, 16, 'IN')],
  ['SHOW SCHEMAS IN SCHEMA DB.S', syntax(1, 23, 'DB')],
  ["SHOW TABLES STARTS WITH 'a'", syntax(1, 12, 'STARTS')],
]

test.each(unknown)('refused by name and position: %s', (text, refusal) => {
  expect(refusalOf(text)).toMatchObject(refusal)
})

const missing = (what: string) => ({
  code: '002003',
  sqlState: '42S02',
  message: `SQL compilation error:\n${what} does not exist or not authorized.`,
})
const cannotBeUsed = {
  code: '002043',
  sqlState: '02000',
  message: 'SQL compilation error:\nObject does not exist, or operation cannot be performed.',
}
const noCurrent = (operation: string, what: string, code: string) => ({
  code,
  sqlState: '22000',
  message: `Cannot perform ${operation}. This session does not have a current ${what}. Call 'USE ${what.toUpperCase()}', or use a qualified name.`,
})

const wrong: [text: string, refusal: object][] = [
  ['CREATE WAREHOUSE WH', { code: '002002', sqlState: '42710' }],
  ['CREATE DATABASE DB', { code: '002002' }],
  ['CREATE DATABASE SNOWFLAKE', { code: '002002' }],
  ['CREATE SCHEMA DB.S', { message: "SQL compilation error:\nObject 'DB.S' already exists." }],
  ['CREATE TABLE DB.S.T (A INT)', { message: "SQL compilation error:\nObject 'DB.S.T' already exists." }],
  ['CREATE TABLE DB.S.U (A INT, "A" INT)', { code: '002025', message: expect.stringContaining("column name 'A'") }],
  ['CREATE TABLE DB.S.U (A INT, PRIMARY KEY (B))', { code: '000904', message: expect.stringContaining("'B'") }],
  ['CREATE TABLE DB.S.U (A INT, PRIMARY KEY (A, A))', { code: '000904' }],
  ['CREATE SCHEMA NO.S', missing("Database 'NO'")],
  ['CREATE TABLE DB.NO.T (A INT)', missing("Schema 'DB.NO'")],
  ['CREATE TABLE NO.S.T (A INT)', missing("Schema 'NO.S'")],
  ['CREATE SCHEMA X', noCurrent('CREATE SCHEMA', 'database', '090105')],
  ['CREATE TABLE X (A INT)', noCurrent('CREATE TABLE', 'database', '090105')],
  ['USE DATABASE DB; DROP SCHEMA PUBLIC; CREATE TABLE X (A INT)', noCurrent('CREATE TABLE', 'schema', '090106')],
  ['ALTER TABLE DB.S.NO SET CHANGE_TRACKING = TRUE', missing("Object 'DB.S.NO'")],
  ['ALTER WAREHOUSE WH RESUME', { code: '090063', message: "Invalid state. Warehouse 'WH' cannot be resumed." }],
  ['ALTER WAREHOUSE WH SUSPEND; ALTER WAREHOUSE WH SUSPEND', { code: '090064' }],
  ['ALTER WAREHOUSE NO SUSPEND', missing("Warehouse 'NO'")],
  ['DROP TABLE DB.S.NO', missing("Table 'DB.S.NO'")],
  ['DROP TABLE "DB"."s"."T"', missing('Table \'DB."s".T\'')],
  ['DROP SCHEMA DB.NO', missing("Schema 'DB.NO'")],
  ['DROP DATABASE NO', missing("Database 'NO'")],
  ['DROP WAREHOUSE NO', missing("Warehouse 'NO'")],
  ['DESC TABLE DB.S.NO', missing("Table 'DB.S.NO'")],
  ['USE WAREHOUSE NO', cannotBeUsed],
  ['USE DATABASE NO', cannotBeUsed],
  ['USE SCHEMA DB.NO', cannotBeUsed],
  ['USE SCHEMA S', noCurrent('USE SCHEMA', 'database', '090105')],
  ['SHOW TABLES IN SCHEMA DB.NO', cannotBeUsed],
  ['SHOW TABLES IN DATABASE NO', cannotBeUsed],
  ['SHOW SCHEMAS IN NO', cannotBeUsed],
  ['SHOW TABLES IN SCHEMA', noCurrent('SHOW', 'database', '090105')],
]

test.each(wrong)('refused with its reason: %s', (text, refusal) => {
  expect(refusalOf(text)).toMatchObject(refusal)
})

describe('what is made', () => {
  test('is described as it was written', () => {
    sql.run(`CREATE TABLE DB.S.U (ID VARCHAR(36) PRIMARY KEY, N NUMBER(10, 2) COMMENT 'sum', TAGS ARRAY, AT TIMESTAMP,
      LETTER CHAR, WHOLE BIGINT NOT NULL, HALF REAL)`)
    expect(sql.run('DESC TABLE DB.S.U').rows).toEqual([
      ['ID', 'VARCHAR(36)', 'COLUMN', 'N', null, 'Y', 'N', null, null, null],
      ['N', 'NUMBER(10,2)', 'COLUMN', 'Y', null, 'N', 'N', null, null, 'sum'],
      ['TAGS', 'ARRAY', 'COLUMN', 'Y', null, 'N', 'N', null, null, null],
      ['AT', 'TIMESTAMP_NTZ(9)', 'COLUMN', 'Y', null, 'N', 'N', null, null, null],
      ['LETTER', 'VARCHAR(1)', 'COLUMN', 'Y', null, 'N', 'N', null, null, null],
      ['WHOLE', 'NUMBER(38,0)', 'COLUMN', 'N', null, 'N', 'N', null, null, null],
      ['HALF', 'FLOAT', 'COLUMN', 'Y', null, 'N', 'N', null, null, null],
    ])
  })

  test('is shown where it is, and nowhere else', () => {
    sql.run('CREATE DATABASE OTHER; CREATE TABLE OTHER.PUBLIC.T (A INT) CHANGE_TRACKING = TRUE')
    expect(sql.column('name', 'SHOW DATABASES')).toEqual(['DB', 'OTHER'])
    expect(sql.column('name', 'SHOW SCHEMAS IN DB')).toEqual(['PUBLIC', 'S'])
    expect(sql.column('database_name', 'SHOW TABLES')).toEqual(['DB', 'OTHER'])
    expect(sql.column('database_name', 'USE DATABASE OTHER; SHOW TABLES')).toEqual(['OTHER'])
    expect(sql.column('name', 'USE DATABASE DB; SHOW TABLES IN SCHEMA PUBLIC')).toEqual([])
    expect(sql.column('change_tracking', 'SHOW TABLES')).toEqual(['OFF', 'ON'])
    expect(sql.column('name', "SHOW WAREHOUSES LIKE 'x%'")).toEqual([])
    expect(sql.column('is_current', 'USE WAREHOUSE WH; SHOW WAREHOUSES')).toEqual(['Y'])
  })

  test('is current at once, and no longer once it is gone', () => {
    const current = 'SELECT CURRENT_DATABASE(), CURRENT_SCHEMA(), CURRENT_WAREHOUSE()'
    const answer = (before: string) => sql.run(`${before} ${current}`).rows[0]
    expect(answer('')).toEqual([null, null, null])
    expect(answer('CREATE DATABASE D2; CREATE WAREHOUSE W2;')).toEqual(['D2', 'PUBLIC', 'W2'])
    expect(answer('CREATE SCHEMA D2.S2;')).toEqual(['D2', 'S2', null])
    expect(answer('USE SCHEMA D2.S2; DROP SCHEMA D2.S2;')).toEqual(['D2', null, null])
    expect(answer('USE DATABASE D2; DROP DATABASE D2;')).toEqual([null, null, null])
  })

  test('goes with what it is in, grants included, and comes back without them', () => {
    sql.run('GRANT SELECT ON TABLE DB.S.T TO ROLE TENANT_A; GRANT USAGE ON SCHEMA DB.S TO ROLE TENANT_A')
    sql.run('DROP DATABASE DB; CREATE DATABASE DB; CREATE SCHEMA DB.S; CREATE TABLE DB.S.T (A INT)')
    expect(sql.column('privilege', 'SHOW GRANTS TO ROLE TENANT_A')).toEqual([])
    expect(sql.column('name', 'DESC TABLE DB.S.T')).toEqual(['A'])
  })

  test('belongs to the current role, and to whoever drops that role', () => {
    sql.run('GRANT CREATE TABLE ON SCHEMA DB.S TO ROLE TENANT_A; GRANT USAGE ON DATABASE DB TO ROLE TENANT_A')
    sql.run('GRANT USAGE ON SCHEMA DB.S TO ROLE TENANT_A; GRANT ROLE TENANT_A TO USER COCO_ADMIN')
    sql.run('CREATE TABLE DB.S.HERS (A INT)', 'ANN', 'TENANT_A')
    expect(sql.column('owner', "SHOW TABLES LIKE 'HERS' IN DB.S")).toEqual(['TENANT_A'])
    expect(refusalOf('DROP TABLE DB.S.HERS')).toMatchObject(missing("Table 'DB.S.HERS'")) // ACCOUNTADMIN does not hold it
    sql.run('DROP ROLE TENANT_A')
    sql.run('DROP TABLE DB.S.HERS')
  })
})

test('a table that takes the place of another is another one, and one that is altered stays the same', () => {
  const id = () => sql.store.read().tables.map((table) => table.id)
  const [first] = id()
  sql.run('CREATE OR REPLACE TABLE DB.S.T (A INT)')
  const [second] = id()
  expect(second).not.toBe(first)
  sql.run('ALTER TABLE DB.S.T SET CHANGE_TRACKING = TRUE')
  expect(id()).toEqual([second])
})

test('a warehouse that is suspended works when it resumes by itself, and not when it does not', () => {
  const ask = 'USE WAREHOUSE WH; SELECT COUNT(*) FROM DB.S.T'
  sql.run('ALTER WAREHOUSE WH SUSPEND')
  expect(sql.run(ask).rows).toEqual([['0']])
  sql.run('ALTER WAREHOUSE WH SET AUTO_RESUME = FALSE')
  expect(refusalOf(ask)).toMatchObject({
    code: '090073',
    message: expect.stringContaining("Warehouse 'WH' is suspended"),
  })
  expect(sql.column('state', 'SHOW WAREHOUSES')).toEqual(['SUSPENDED'])
  sql.run('ALTER WAREHOUSE WH RESUME')
  expect(sql.run(ask).rows).toEqual([['0']])
  expect(refusalOf('SELECT COUNT(*) FROM DB.S.T')).toMatchObject({ code: '000606', sqlState: '57P03' })
})

test('a table has 2,000 columns and no more', () => {
  const columns = (count: number) => Array.from({ length: count }, (_, index) => `C${index} INT`).join(', ')
  sql.run(`CREATE TABLE DB.S.WIDE (${columns(2_000)})`)
  expect(sql.run('DESC TABLE DB.S.WIDE').rows).toHaveLength(2_000)
  expect(refusalOf(`CREATE TABLE DB.S.WIDER (${columns(2_001)})`)).toMatchObject({ code: '002260', sqlState: '54011' })
})

function refusalOf(text: string): unknown {
  try {
    sql.run(text)
  } catch (error) {
    if (error instanceof SqlError) return { code: error.code, sqlState: error.sqlState, message: error.message }
    throw error
  }
  throw new Error(`was not refused: ${text}`)
}
