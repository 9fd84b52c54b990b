import { assumptions } from '../assumptions.ts'
import { SqlError } from '../sql/sql-error.ts'
import type { Token } from '../sql/tokenize.ts'

/**
 * How Snowflake words it when one of several statements fails: the error of the JavaScript procedure that runs them
 * (snowflake docs: sql-api/submitting-multiple-statements).
 */
export function scriptFailure(script: string, tokens: readonly Token[], error: SqlError): SqlError {
  const { line = 1, position = 0 } = tokens[0] ?? {}
  const text = textOf(script, tokens)
  const limit = assumptions.scriptFailureText.value
  const shown = text.length > limit ? `${text.slice(0, limit)}...` : text
  const message =
    `JavaScript execution error: Uncaught Execution of multiple statements failed on statement "${shown}" ` +
    `(at line ${line}, position ${position}).\n${error.message} in SYSTEM$MULTISTMT at ` +
    "'    throw `Execution of multiple statements failed on statement {0} (at line {1}, position {2}).`.replace('{1}', LINES[i])' " +
    'position 4\nstackstrace: \nSYSTEM$MULTISTMT line: 10'
  return new SqlError('100132', 'P0000', message, { cause: error })
}

/** From the first token of a statement to its end. */
function textOf(script: string, tokens: readonly Token[]): string {
  const lines = script.split('\n')
  const offset = ({ line, position }: Token) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + position
  const [first] = tokens
  const last = tokens.at(-1)
  return first && last ? script.slice(offset(first), offset(last)).trim() : ''
}
