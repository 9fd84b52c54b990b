/** Which statement of several ended a request. Snowflake shortens a long one with `...`. */
export interface FailedStatement {
  text: string
  /** Where it starts in the whole text; `line` counts from 1, `position` (in that line) from 0. */
  line: number
  position: number
}

/**
 * What Snowflake says when one of several statements fails: a JavaScript error of the procedure that runs them, around the
 * statement and the reason (source: snowflake docs, sql-api/submitting-multiple-statements). Null for any other message.
 */
export function readScriptFailure(message: string): { statement: FailedStatement; reason: string } | null {
  const opening = OPENING.exec(message)
  if (!opening) return null
  const [whole, text = '', line, position] = opening
  const rest = message.slice(whole.length)
  const trace = rest.lastIndexOf(' in SYSTEM$MULTISTMT at ')
  return {
    statement: { text, line: Number(line), position: Number(position) },
    reason: (trace === -1 ? rest : rest.slice(0, trace)).trim(),
  }
}

/** Ends at the first place that reads like one: the reason after it may quote the form again. */
const OPENING =
  /^(?:JavaScript execution error: )?Uncaught Execution of multiple statements failed on statement "([^]*?)" \(at line (\d+), position (\d+)\)\.\s*/
