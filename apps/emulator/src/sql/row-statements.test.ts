import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { CAST, openSqlConsole } from '../testing/sql-console.ts'
import type { Binding } from './session.ts'
import { SqlError } from './sql-error.ts'

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(CAST)
  sql.run(`${HERE}
    CREATE TABLE T (ID TEXT NOT NULL, N NUMBER, PRICE NUMBER(10, 2), F FLOAT, OK BOOLEAN, D DATE, AT TIMESTAMP_NTZ, TAGS ARRAY, V VARIANT, O OBJECT);
    INSERT INTO T SELECT column1, column2, column3, column4, column5, column6, column7, PARSE_JSON(column8), PARSE_JSON(column9), PARSE_JSON(column10) FROM VALUES
      ('a', 1, 1.50, 0.5, TRUE, '2026-11-20', '2026-11-20 13:37:00', '["hr","it"]', '{"k":1}', '{"b":2,"a":1}'),
      ('b', 2, 20, NULL, FALSE, '2026-01-02', '2026-11-20 09:00:00.5', '["it"]', '"text"', NULL),
      ('c', NULL, -3.25, 2, NULL, NULL, NULL, NULL, '7', NULL);
  `)
})

const HERE =
  'CREATE WAREHOUSE IF NOT EXISTS WH; CREATE DATABASE IF NOT EXISTS DB; USE SCHEMA DB.PUBLIC; USE WAREHOUSE WH;'
const THERE = 'USE WAREHOUSE WH; USE SCHEMA DB.PUBLIC; '

const rowsOf = (text: string) => sql.run(`${THERE}${text}`).rows
const ids = (condition: string) =>
  rowsOf(`SELECT ID FROM T WHERE ${condition} ORDER BY ID`)
    .map(([id]) => id)
    .join('')

function refusalOf(text: string, user?: string, role?: string) {
  try {
    sql.run(`${user ? 'USE WAREHOUSE WH; ' : THERE}${text}`, user, role)
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    return { code: error.code, sqlState: error.sqlState, says: error.message }
  }
  return 'done'
}

describe('which rows a condition finds', () => {
  test.each([
    ["ID = 'a'", 'a'],
    ["T.ID <> 'a'", 'bc'],
    ["ID != 'a' AND NOT ID = 'b'", 'c'],
    ["ID = 'a' OR ID = 'b' AND N = 2", 'ab'],
    ["(ID = 'a' OR ID = 'b') AND N = 2", 'b'],
    ['N > 1', 'b'],
    ['N >= 1', 'ab'],
    ["N < '2'", 'a'],
    ['PRICE <= 1.5', 'ac'],
    ['PRICE = 1.500', 'a'],
    ['PRICE < -3', 'c'],
    ['F = 2', 'c'],
    ['N IN (2, 3)', 'b'],
    ['N NOT IN (2, 3)', 'a'],
    ['N NOT IN (1, NULL)', ''],
    ['N IS NULL', 'c'],
    ['N IS NOT NULL', 'ab'],
    ['N = NULL', ''],
    ['NOT N = 1', 'b'],
    ['N BETWEEN 1 AND 2', 'ab'],
    ['N NOT BETWEEN 2 AND 9', 'a'],
    ["ID LIKE '_'", 'abc'],
    ["ID LIKE 'A'", ''],
    ["ID ILIKE 'A%'", 'a'],
    ["ID NOT LIKE '%b%'", 'ac'],
    ['OK', 'a'],
    ['OK = FALSE', 'b'],
    ['OK IS NULL', 'c'],
    ["D = '2026-11-20'", 'a'],
    ["D < '2026-02-01'", 'b'],
    ["AT >= '2026-11-20 09:00:00.500'", 'ab'],
    ["AT > '2026-11-20 09:00:00.500'", 'a'],
    ['AT > D', 'ab'],
    ["ARRAY_CONTAINS('hr'::VARIANT, TAGS)", 'a'],
    ["ARRAY_CONTAINS(TO_VARIANT('it'), TAGS)", 'ab'],
    ['ARRAY_SIZE(TAGS) = 1', 'b'],
    ["V = 'text'", 'b'],
    ["V::TEXT = '7'", 'c'],
    ["UPPER(ID) || LOWER('X') = 'Ax'", 'a'],
    ['LENGTH(ID) = 1', 'abc'],
    ['COALESCE(N, 9) = 9', 'c'],
    ["CAST(N AS TEXT) = '1'", 'a'],
    ["ID = CURRENT_ROLE() OR ID = 'c'", 'c'],
    ['TRUE', 'abc'],
  ])('%s finds %s', (condition, found) => {
    // A variant that holds an object is text only when it is cast, so the comparison leaves it out.
    expect(ids(condition.startsWith('V = ') ? `ID <> 'a' AND ${condition}` : condition)).toBe(found)
  })
})

describe('what a query answers', () => {
  test.each<[string, (string | null)[][]]>([
    [
      "SELECT * FROM T WHERE ID = 'a'",
      [['a', '1', '1.50', '0.5', 'true', '20777', '1795181820.000000000', '["hr","it"]', '{"k":1}', '{"a":1,"b":2}']],
    ],
    [
      'SELECT N, ID FROM T ORDER BY N',
      [
        ['1', 'a'],
        ['2', 'b'],
        [null, 'c'],
      ],
    ],
    ['SELECT ID FROM T ORDER BY N DESC', [['c'], ['b'], ['a']]],
    ['SELECT ID FROM T ORDER BY N DESC NULLS LAST LIMIT 1', [['b']]],
    ['SELECT ID x FROM T ORDER BY x LIMIT 1 OFFSET 1', [['b']]],
    ['SELECT PRICE FROM T ORDER BY 1', [['-3.25'], ['1.50'], ['20.00']]],
    [
      'SELECT COUNT(*), COUNT(N), COUNT(DISTINCT OK), SUM(PRICE), MIN(PRICE), MAX(ID), SUM(F) FROM T',
      [['3', '2', '2', '18.25', '-3.25', 'c', '2.5']],
    ],
    ["SELECT COUNT(*), MAX(N) FROM T WHERE ID = 'z'", [['0', null]]],
    [
      'SELECT OK, COUNT(*) FROM T GROUP BY OK ORDER BY 2 DESC, OK',
      [
        ['false', '1'],
        ['true', '1'],
        [null, '1'],
      ],
    ],
    [
      'SELECT ARRAY_SIZE(TAGS) s, COUNT(*) FROM T GROUP BY 1 ORDER BY s',
      [
        ['1', '1'],
        ['2', '1'],
        [null, '1'],
      ],
    ],
    ['SELECT UPPER(ID) u, COUNT(*) FROM T GROUP BY u ORDER BY u LIMIT 1', [['A', '1']]],
    [
      "SELECT COLUMN1, COLUMN2 FROM VALUES (1, 'x'), (2.5, NULL) ORDER BY COLUMN1 DESC",
      [
        ['2.5', null],
        ['1', 'x'],
      ],
    ],
    ["SELECT v.column1::NUMBER FROM VALUES ('12') AS v", [['12']]],
    ["SELECT 5.7::INT, '2.5'::INTEGER, CAST(-2.5 AS NUMBER), 0.4::NUMBER FROM VALUES (1)", [['6', '3', '-3', '0']]],
    ['SELECT 1e3', [['1000']]],
    ['SELECT 1e3, 25e-1, 1.5E+2 FROM VALUES (1)', [['1000', '2.5', '150']]],
    ["SELECT ARRAY_CONSTRUCT(1, 'x', NULL) FROM VALUES (1)", [['[1,"x",null]']]],
    ["SELECT D::TEXT, AT::TEXT FROM T WHERE ID = 'a'", [['2026-11-20', '2026-11-20 13:37:00.000']]],
  ])('%s', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows)
  })

  test('its columns are named and typed also when it has no rows', () => {
    const { columns } = sql.run(
      `${THERE}SELECT ID, n, COUNT( * ), 'x'::variant "My V" FROM T WHERE FALSE GROUP BY ID, N, 'x'::variant`,
    )
    expect(columns).toMatchObject([
      { name: 'ID', type: 'text' },
      { name: 'N', type: 'fixed', scale: 0 },
      { name: 'COUNT(*)', type: 'fixed' },
      { name: 'My V', type: 'variant' },
    ])
  })
})

describe('changing rows', () => {
  test.each([
    ["INSERT INTO T (ID, N) VALUES ('d', 4), ('e', '5')", 'inserted', 'SELECT COUNT(*) FROM T WHERE N > 3', '2'],
    ["INSERT INTO T (ID, TAGS) SELECT 'd', PARSE_JSON('[1]')", 'inserted', "SELECT TAGS FROM T WHERE ID = 'd'", '[1]'],
    ['INSERT INTO T SELECT * FROM T', 'inserted', 'SELECT COUNT(*) FROM T', '6'],
    [
      "INSERT INTO DB.PUBLIC.T (N, ID) SELECT N, ID || '2' FROM T WHERE N IS NOT NULL",
      'inserted',
      "SELECT MAX(ID) FROM T WHERE ID LIKE '%2'",
      'b2',
    ],
    [
      "INSERT INTO T (ID, AT) VALUES ('d', CURRENT_TIMESTAMP)",
      'inserted',
      "SELECT AT FROM T WHERE ID = 'd'",
      '1795176000.000000000',
    ],
    ["DELETE FROM T WHERE ID = 'a'", 'deleted', 'SELECT COUNT(*) FROM T', '2'],
    ['DELETE FROM T', 'deleted', 'SELECT COUNT(*) FROM T', '0'],
    ["DELETE FROM T WHERE ID = 'z'", 'deleted', 'SELECT COUNT(*) FROM T', '3'],
    ["UPDATE T SET N = 9, ID = ID || '!' WHERE N = 1", 'updated', 'SELECT ID FROM T WHERE N = 9', 'a!'],
    ['UPDATE T SET PRICE = F', 'updated', "SELECT PRICE FROM T WHERE ID = 'a'", '0.50'],
  ])('%s', (text, done, question, answer) => {
    const before = Number(rowsOf('SELECT COUNT(*) FROM T')[0]?.[0])
    const result = sql.run(`${THERE}${text}`)
    expect(result.columns[0]).toEqual({ name: `number of rows ${done}`, type: 'fixed' })
    expect(rowsOf(question)).toEqual([[answer]])
    const after = Number(rowsOf('SELECT COUNT(*) FROM T')[0]?.[0])
    const { numRowsInserted = 0, numRowsDeleted = 0, numRowsUpdated = 0 } = result.stats ?? {}
    expect(numRowsInserted - numRowsDeleted).toBe(after - before)
    expect(result.rows[0]?.[0]).toBe(String(numRowsInserted + numRowsDeleted + numRowsUpdated))
  })

  test.each(['TRUNCATE TABLE T', 'TRUNCATE T', 'TRUNCATE TABLE IF EXISTS T'])('%s takes all rows', (text) => {
    sql.run(`${THERE}${text}`)
    expect(rowsOf('SELECT COUNT(*) FROM T')).toEqual([['0']])
  })

  test('TRUNCATE IF EXISTS of nothing is content', () => {
    expect(refusalOf('TRUNCATE TABLE IF EXISTS NOTHING')).toBe('done')
  })

  test('a text is as long as it has characters, whichever', () => {
    sql.run(`${THERE}CREATE TABLE SHORT (A VARCHAR(1)); INSERT INTO SHORT VALUES ('🔑')`)
    expect(refusalOf("INSERT INTO SHORT VALUES ('🔑🔑')")).toMatchObject({ code: '100078' })
  })

  test('a number is rounded to the decimals of its column', () => {
    sql.run(
      `${THERE}UPDATE T SET PRICE = 2.345 WHERE ID = 'a'; UPDATE T SET PRICE = -2.345 WHERE ID = 'b'; UPDATE T SET N = 1.5 WHERE ID = 'c'`,
    )
    expect(rowsOf('SELECT PRICE FROM T ORDER BY ID')).toEqual([['2.35'], ['-2.35'], ['-3.25']])
    expect(rowsOf("SELECT N FROM T WHERE ID = 'c'")).toEqual([['2']])
  })

  test('bind variables take their places through the whole statement', () => {
    const text = (value: string | null): Binding => ({ type: 'text', value })
    const insert =
      'INSERT INTO DB.PUBLIC.T (ID, N, TAGS) SELECT column1, column2, PARSE_JSON(column3) FROM VALUES (?, ?, ?), (?, ?, ?)'
    const bindings: Binding[] = [
      text('x'),
      { type: 'fixed', value: '10' },
      text('["t"]'),
      text('y'),
      text(null),
      text(null),
    ]
    sql.bound(insert, bindings)
    expect(rowsOf("SELECT ID, N, TAGS FROM T WHERE ID >= 'x' ORDER BY ID")).toEqual([
      ['x', '10', '["t"]'],
      ['y', null, null],
    ])
    expect(
      sql.bound('DELETE FROM DB.PUBLIC.T WHERE ID = ? AND N = ?', [text('x'), text('10')]).stats?.numRowsDeleted,
    ).toBe(1)
    expect(() => sql.bound('DELETE FROM DB.PUBLIC.T WHERE ID = ?', [])).toThrow('Bind variable ? not set')
    expect(() => sql.bound('DELETE FROM DB.PUBLIC.T', [text('x')])).toThrow('1 bind values for 0 bind variables')
  })
})

const syntax = (position: number, word: string) => ({
  code: '001003',
  says: expect.stringContaining(`at position ${THERE.length + position} unexpected '${word}'`),
})

test('what is stored is what was said, whatever it was', () => {
  const strange = fc.constantFrom('null', "'", '\\', '\0', '\u2028', '?', '%')
  const cell = fc.option(fc.oneof(fc.string({ unit: 'binary' }), strange), { nil: null })
  const property = fc.property(fc.array(fc.tuple(cell, fc.jsonValue()), { minLength: 1, maxLength: 5 }), (rows) => {
    sql.run(`${THERE}CREATE OR REPLACE TABLE SAID (A TEXT, V VARIANT)`)
    const bindings = rows.flatMap(([text, json]): Binding[] => [
      { type: 'text', value: text },
      { type: 'text', value: JSON.stringify(json) },
    ])
    const places = rows.map(() => '(?, ?)').join(', ')
    sql.bound(`INSERT INTO DB.PUBLIC.SAID SELECT column1, PARSE_JSON(column2) FROM VALUES ${places}`, bindings)
    const stored = rowsOf('SELECT * FROM SAID').map(([text, json]) => [text, JSON.parse(json ?? '')])
    expect(stored).toEqual(rows.map(([text, json]) => [text, JSON.parse(JSON.stringify(json))]))
    for (const [text] of rows) {
      if (text === null) continue
      const found = sql.bound('SELECT COUNT(*) FROM DB.PUBLIC.SAID WHERE A = ?', [{ type: 'text', value: text }])
      expect(Number(found.rows[0]?.[0])).toBe(rows.filter(([other]) => other === text).length)
    }
  })
  fc.assert(property, { numRuns: 100, seed: 1 })
})

describe('what it cannot do is refused, and nothing has changed', () => {
  test.each<[string, object]>([
    ['SELECT * FROM NOTHING', { code: '002003', sqlState: '42S02' }],
    ['INSERT INTO NOTHING VALUES (1)', { code: '002003', sqlState: '42S02' }],
    [
      'SELECT NOTHING FROM T',
      { code: '000904', says: expect.stringContaining(`position ${THERE.length + 7}\ninvalid identifier 'NOTHING'`) },
    ],
    ['SELECT U.ID FROM T', { code: '000904' }],
    ["INSERT INTO T (NOTHING) VALUES ('x')", { code: '000904' }],
    ["INSERT INTO T (ID, ID) VALUES ('x', 'y')", { code: '002025' }],
    ["INSERT INTO T (ID, N) VALUES ('x')", { code: '002020', sqlState: '21S01' }],
    ["INSERT INTO T (ID) VALUES ('x'), ('y', 2)", syntax(33, '(')],
    ["INSERT INTO T (ID, TAGS) VALUES ('x', PARSE_JSON('[]'))", { code: '002014', sqlState: '22000' }],
    [
      "INSERT INTO T (ID, TAGS) VALUES ('x', '[]')",
      { code: '002023', says: expect.stringContaining('expecting ARRAY but got VARCHAR for column TAGS') },
    ],
    [
      "INSERT INTO T (ID, N) VALUES ('x', 1), ('y', 'many')",
      { code: '100038', says: "Numeric value 'many' is not recognized" },
    ],
    [
      "INSERT INTO T (ID, OK) VALUES ('x', 'perhaps')",
      { code: '100037', says: "Boolean value 'perhaps' is not recognized" },
    ],
    ["INSERT INTO T (ID, D) VALUES ('x', '2026-02-30')", { code: '100040' }],
    ["INSERT INTO T (ID, AT) VALUES ('x', 'noon')", { code: '100035' }],
    ["INSERT INTO T (ID, PRICE) VALUES ('x', 123456789)", { code: '100132' }],
    ['INSERT INTO T (N) VALUES (1)', { code: '100072', says: 'NULL result in a non-nullable column' }],
    ["UPDATE T SET ID = NULL WHERE ID = 'a'", { code: '100072' }],
    ['UPDATE T SET NOTHING = 1', { code: '000904' }],
    ["SELECT PARSE_JSON('{') FROM T", { code: '100069' }],
    ["SELECT PARSE_JSON(column1) FROM VALUES ('" + '['.repeat(50_000) + ']'.repeat(50_000) + "')", { code: '100069' }],
    ["SELECT * FROM T WHERE ARRAY_CONTAINS('hr', TAGS)", { code: '001044' }],
    ["SELECT * FROM T WHERE TAGS = 'hr'", { code: '001038' }],
    ['SELECT * FROM T WHERE FOO(ID)', { code: '002140' }],
    ['SELECT * FROM T WHERE COUNT(*) > 1', { code: '002073' }],
    ['SELECT * FROM T WHERE MAX(N) > 1', { code: '002073' }],
    ['SELECT * FROM T WHERE UPPER(ID, ID)', { code: '000938' }],
    ['SELECT ID, COUNT(*) FROM T', { code: '000979' }],
    ['SELECT * FROM T ORDER BY 99', { code: '000979' }],
    ['SELECT SUM(ID) FROM T', { code: '001044' }],
    ['SELECT MAX(TAGS) FROM T', { code: '001044' }],
    ['SELECT N + 1 FROM T', syntax(9, '+')],
    ["CREATE TABLE X (A TEXT COMMENT 'a' COMMENT 'b')", syntax(35, 'COMMENT')],
    ['SELECT 1X FROM T', syntax(8, 'X FROM T')],
    ['SELECT 1e400 FROM T', { code: '100038' }],
    ['SELECT * FROM T JOIN U', syntax(16, 'JOIN')],
    ['SELECT DISTINCT ID FROM T', syntax(7, 'DISTINCT')],
    ['SELECT ID FROM T GROUP BY ID HAVING ID', syntax(29, 'HAVING')],
    ['SELECT * FROM (SELECT 1)', syntax(14, '(')],
    ['SELECT * FROM T LIMIT -1', syntax(22, '-')],
    ['DELETE T', syntax(7, 'T')],
    ['UPDATE T SET', syntax(12, '<EOF>')],
    [`SELECT * FROM T WHERE ${'('.repeat(40)}TRUE${')'.repeat(40)}`, { code: '001003' }],
  ])('%s', (text, refusal) => {
    const before = sql.store.read().tables.map(({ id }) => sql.rows.read(id))
    expect(refusalOf(text)).toMatchObject(refusal)
    expect(sql.store.read().tables.map(({ id }) => sql.rows.read(id))).toEqual(before)
  })

  test('work on rows needs a warehouse', () => {
    expect(() => sql.run('SELECT * FROM DB.PUBLIC.T')).toThrow('No active warehouse')
  })

  test('a table holds only so many rows', () => {
    sql.run(`${THERE}CREATE TABLE MANY (N NUMBER); INSERT INTO MANY VALUES ${'(1),'.repeat(999)}(1)`)
    const doubled = 'INSERT INTO MANY SELECT * FROM MANY;'
    sql.run(`${THERE}${doubled.repeat(7)}`)
    expect(refusalOf(doubled)).toMatchObject({ code: '000002' })
    expect(rowsOf('SELECT COUNT(*) FROM MANY')).toEqual([['128000']])
  })
})

describe('who may do what to rows', () => {
  const needs: [string, string][] = [
    ['SELECT', 'SELECT COUNT(*) FROM DB.PUBLIC.T'],
    ['INSERT', "INSERT INTO DB.PUBLIC.T (ID) VALUES ('x')"],
    ['DELETE', "DELETE FROM DB.PUBLIC.T WHERE ID = 'x'"],
    ['UPDATE', "UPDATE DB.PUBLIC.T SET N = 1 WHERE ID = 'x'"],
    ['TRUNCATE', 'TRUNCATE TABLE DB.PUBLIC.T'],
  ]
  const asAnn = (text: string) => refusalOf(text, 'ANN', 'TENANT_A')

  test.each(needs)('%s on the table is needed, and no other privilege will do', (privilege, text) => {
    const grant = (what: string) => sql.run(`GRANT ${what} TO ROLE TENANT_A`)
    grant('USAGE ON WAREHOUSE WH')
    expect(asAnn(text)).toMatchObject({ code: '002003' })
    grant(`${privilege} ON TABLE DB.PUBLIC.T`)
    expect(asAnn(text)).toMatchObject({ code: '002003' })
    grant('USAGE ON DATABASE DB')
    grant('USAGE ON SCHEMA DB.PUBLIC')
    expect(asAnn(text)).toBe('done')
    for (const [other] of needs) if (other !== privilege) grant(`${other} ON TABLE DB.PUBLIC.T`)
    sql.run(`REVOKE ${privilege} ON TABLE DB.PUBLIC.T FROM ROLE TENANT_A`)
    expect(asAnn(text)).toMatchObject({ code: '003001' })
  })

  test('INSERT … SELECT needs both', () => {
    sql.run(`${THERE}CREATE TABLE U (ID TEXT); GRANT USAGE ON WAREHOUSE WH TO ROLE TENANT_A;
      GRANT USAGE ON DATABASE DB TO ROLE TENANT_A; GRANT USAGE ON SCHEMA DB.PUBLIC TO ROLE TENANT_A;
      GRANT INSERT ON TABLE DB.PUBLIC.U TO ROLE TENANT_A; GRANT INSERT ON TABLE DB.PUBLIC.T TO ROLE TENANT_A`)
    const copy = 'INSERT INTO DB.PUBLIC.U SELECT ID FROM DB.PUBLIC.T'
    expect(asAnn(copy)).toMatchObject({ code: '003001' })
    sql.run('GRANT SELECT ON TABLE DB.PUBLIC.T TO ROLE TENANT_A')
    expect(asAnn(copy)).toBe('done')
  })
})

test.each(['DROP TABLE T', 'CREATE OR REPLACE TABLE T (ID TEXT)', 'DROP SCHEMA DB.PUBLIC', 'DROP DATABASE DB'])(
  'rows go with their table: %s',
  (gone) => {
    const [id = ''] = sql.store.read().tables.map((table) => table.id)
    expect(sql.rows.read(id)).toHaveLength(3)
    sql.run(`${THERE}${gone}`)
    expect(sql.rows.read(id)).toEqual([])
  },
)
