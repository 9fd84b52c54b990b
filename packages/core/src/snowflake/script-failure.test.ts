import { expect, test } from 'vitest'
import { readScriptFailure } from './script-failure.ts'
import { build, failure } from './testing/scripted-snowflake.ts'

// As documented in sql-api/submitting-multiple-statements.
const MESSAGE = `JavaScript execution error: Uncaught Execution of multiple statements failed on statement "insert into table1 (i) values ..." (at line 1, position 75).
Numeric value 'This is not a valid integer.' is not recognized in SYSTEM$MULTISTMT at '    throw \`Execution of multiple statements failed on statement {0} (at line {1}, position {2}).\`.replace('{1}', LINES[i])' position 4
stackstrace: 
SYSTEM$MULTISTMT line: 10`

test('of several statements, the one that failed is named, and why', async () => {
  const { client } = await build([
    { status: 422, body: { code: '100132', sqlState: 'P0000', message: MESSAGE, statementHandle: 'h1' } },
  ])
  expect(await failure(client.executeScript('…'))).toMatchObject({
    code: '100132',
    message: "Numeric value 'This is not a valid integer.' is not recognized",
    failedStatement: { text: 'insert into table1 (i) values ...', line: 1, position: 75 },
  })
})

test('a message without the trace or the place of other statements keeps what it has', () => {
  const plain =
    'Uncaught Execution of multiple statements failed on statement "select \n\'"\'" (at line 3, position 0).\nNo.'
  expect(readScriptFailure(plain)).toEqual({
    statement: { text: "select \n'\"'", line: 3, position: 0 },
    reason: 'No.',
  })
  expect(readScriptFailure('SQL compilation error:\nsyntax error')).toBeNull()
})
