import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStatement } from './parse-statement.ts'
import { splitStatements } from './split-statements.ts'
import { SqlError } from './sql-error.ts'

const parse = (text: string) => splitStatements(text).map(parseStatement)

/** Text that gets further into the parser than noise does. */
const fragments = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'GRANT',
        'REVOKE',
        'ROLE',
        'USER',
        'DATABASE',
        'APPLICATION',
        'WAREHOUSE',
        'SCHEMA',
        'TABLE',
        'TABLES',
        'ALL',
        'USAGE',
        'NUMBER',
        'NOT NULL',
        'PRIMARY KEY',
        'COMMENT',
        'CHANGE_TRACKING',
        'TO',
        'FROM',
        'ON',
        'ACCOUNT',
        'SHOW',
        'GRANTS',
        'CREATE',
        'OR REPLACE',
        'IF NOT EXISTS',
        'ALTER',
        'SET',
        'UNSET',
        'SELECT',
        'CALL',
        'USE',
        'DESC',
        'DROP',
        'LIKE',
        'IN',
        'AS',
        'TYPE',
        'DISABLED',
        'TRUE',
        'RSA_PUBLIC_KEY',
        'SNOWFLAKE',
        'CURRENT_USER',
        '=',
        '(',
        ')',
        ',',
        ';',
        '.',
        '*',
        '?',
        '-',
        '"',
        "'",
        '$$',
        '--',
        '/*',
        '*/',
        '//',
        '\\',
        '\n',
        '1.5',
        "'x'",
        '"q"',
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(' '))

test('whatever is typed, the parser understands it or refuses it as SQL, at a place in the text', () => {
  fc.assert(
    fc.property(fc.oneof(fragments, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
      const refusal = refusalOf(text)
      expect(refusal).toSatisfy((error) => error === null || error instanceof SqlError)
      const [, line = 1, position = 0] = /line (\d+) at position (\d+)/.exec(String(refusal))?.map(Number) ?? []
      expect(text.split('\n')[line - 1]?.length).toBeGreaterThanOrEqual(position)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['half a million spaces', ' '.repeat(500_000)],
  ['half a million quotes', "'".repeat(500_001)],
  ['a comment without end', `/*${'/*'.repeat(250_000)}`],
  ['a long string', `SELECT '${'a'.repeat(500_000)}'`],
  ['escapes', `SELECT '${"\\'".repeat(250_000)}'`],
  ['calls inside calls', `SELECT ${'F('.repeat(100_000)}`],
  ['columns', `CREATE TABLE T (${'A NUMBER(3, 2), '.repeat(20_000)}A INT)`],
  ['privileges', `GRANT ${'SELECT, '.repeat(50_000)}INSERT ON TABLE T TO ROLE R`],
  ['properties', `CREATE TABLE T (A INT) ${'COMMENT = 1,'.repeat(40_000)}`],
  ['a list', `SELECT ${'1,'.repeat(100_000)}1`],
  ['a path', `SELECT * FROM ${'a.'.repeat(100_000)}a`],
  ['many statements', 'SELECT 1;'.repeat(50_000)],
])('%s keeps nobody waiting', (_title, text) => {
  const startedAtMs = performance.now()
  expect(refusalOf(text)).toSatisfy((error) => error === null || error instanceof SqlError)
  expect(performance.now() - startedAtMs).toBeLessThan(4_000)
})

test('identifiers are in capitals unless quoted, and quotes inside are doubled', () => {
  expect(parse('create role my_role; create role "my ""Role"""')).toMatchObject([
    { name: 'MY_ROLE' },
    { name: 'my "Role"' },
  ])
})

test('strings understand doubled quotes, backslashes and dollar signs', () => {
  const columns = parse(String.raw`SELECT 'it''s', 'a\nb\\\'\x41\u00e9', $$raw \n 'text'$$`)
  expect(columns).toMatchObject([
    {
      columns: [
        { expression: { value: "it's" } },
        { expression: { value: "a\nb\\'Aé" } },
        { expression: { value: "raw \\n 'text'" } },
      ],
    },
  ])
})

function refusalOf(text: string): unknown {
  try {
    parse(text)
    return null
  } catch (error) {
    return error
  }
}
