import { assumptions } from '../assumptions.ts'

/** A statement that Snowflake would refuse, with what the SQL API answers (snowflake docs: sql-api/handling-responses). */
export class SqlError extends Error {
  override name = 'SqlError'
  readonly code: string
  readonly sqlState: string

  constructor(code: string, sqlState: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.sqlState = sqlState
  }
}

/** @param unexpected the text found there, `<EOF>` at the end */
export function syntaxError(at: { line: number; position: number }, unexpected: string): SqlError {
  const where = `syntax error line ${at.line} at position ${at.position}`
  return new SqlError('001003', '42000', `SQL compilation error:\n${where} unexpected '${shorten(unexpected)}'.`)
}

/** One answer for what is not there and for what may not be seen. @param what e.g. `Role` */
export function doesNotExist(what: string, name: string): SqlError {
  const message = `SQL compilation error:\n${what} '${shorten(name)}' does not exist or not authorized.`
  return new SqlError('002003', assumptions.missingObjectState.value, message)
}

/** The answer of USE, and of SHOW … IN, for what is not there or may not be used. */
export function objectCannotBeUsed(): SqlError {
  const message = 'SQL compilation error:\nObject does not exist, or operation cannot be performed.'
  return new SqlError('002043', '02000', message)
}

export function alreadyExists(name: string): SqlError {
  return new SqlError('002002', '42710', `SQL compilation error:\nObject '${shorten(name)}' already exists.`)
}

/** @param object kind and name, e.g. `role 'ANALYST'` */
export function insufficientPrivileges(object: string): SqlError {
  return new SqlError('003001', '42501', `SQL access control error:\nInsufficient privileges to operate on ${object}.`)
}

/** For a value of a property or parameter that is not one of those it takes. */
export function invalidValue(value: string, parameter: string): SqlError {
  const message = `SQL compilation error:\ninvalid value [${shorten(value)}] for parameter '${parameter}'`
  return new SqlError('001008', '22023', message)
}

function shorten(text: string): string {
  return text.length > 128 ? `${text.slice(0, 127)}…` : text
}
