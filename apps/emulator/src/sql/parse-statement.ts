import { parseAlter } from './parse-alter.ts'
import { parseCreate } from './parse-create.ts'
import { parseGrantOrRevoke } from './parse-grant.ts'
import { parseObjectName } from './parse-object-name.ts'
import { parseSelect } from './parse-select.ts'
import { parseDescribe, parseShow } from './parse-show.ts'
import { parseDelete, parseInsert, parseSelectRows, parseTruncate, parseUpdate } from './parse-row-statement.ts'
import type { RowStatement } from './row-statement.ts'
import type { Statement } from './statement.ts'
import { parseWait } from './parse-wait.ts'
import { TokenReader } from './token-reader.ts'
import type { Token } from './tokenize.ts'

/**
 * Understands one statement as a whole, or refuses it at the first word that it cannot honour.
 * @param tokens of that statement, as `splitStatements` gives them
 * @throws SqlError 001003 with line and position
 */
export function parseStatement(tokens: readonly Token[]): Statement | RowStatement {
  const reader = new TokenReader(tokens)
  const statement = parseByFirstWord(reader, readsRows(tokens))
  reader.expectEnd()
  return statement
}

/** A SELECT with FROM; the word can be no name, so wherever it stands it is one. */
function readsRows(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, value }) => kind === 'word' && value === 'FROM')
}

function parseByFirstWord(reader: TokenReader, selectsRows: boolean): Statement | RowStatement {
  switch (reader.peek().kind === 'word' ? reader.peek().value : '') {
    case 'USE':
      return parseUse(reader)
    case 'CREATE':
      return parseCreate(reader)
    case 'ALTER':
      return parseAlter(reader)
    case 'DROP':
      return parseDrop(reader)
    case 'GRANT':
    case 'REVOKE':
      return parseGrantOrRevoke(reader)
    case 'SHOW':
      return parseShow(reader)
    case 'DESC':
    case 'DESCRIBE':
      return parseDescribe(reader)
    case 'CALL':
      return parseCall(reader)
    case 'SELECT':
      return selectsRows ? parseSelectRows(reader) : parseSelect(reader)
    case 'INSERT':
      return parseInsert(reader)
    case 'UPDATE':
      return parseUpdate(reader)
    case 'DELETE':
      return parseDelete(reader)
    case 'TRUNCATE':
      return parseTruncate(reader)
    default:
      throw reader.unexpected()
  }
}

function parseUse(reader: TokenReader): Statement {
  reader.expect('USE')
  if (reader.accept('ROLE')) return { kind: 'use role', role: reader.identifier() }
  const kind = reader.acceptOne(['WAREHOUSE', 'DATABASE', 'SCHEMA'])
  if (kind) return { kind: 'use object', object: parseObjectName(reader, kind) }
  reader.expect('SECONDARY ROLES')
  return { kind: 'use secondary roles', mode: reader.expectOne(['ALL', 'NONE']) }
}

const DROPPED = ['ROLE', 'USER', 'WAREHOUSE', 'DATABASE', 'SCHEMA', 'TABLE', 'CORTEX SEARCH SERVICE', 'AGENT'] as const

function parseDrop(reader: TokenReader): Statement {
  reader.expect('DROP')
  const what = reader.expectOne(DROPPED)
  const ifExists = reader.accept('IF EXISTS')
  if (what === 'ROLE') return { kind: 'drop role', name: reader.identifier(), ifExists }
  if (what === 'USER') return { kind: 'drop user', name: reader.identifier(), ifExists }
  const object = parseObjectName(reader, what)
  // What is in a database or schema goes with it unless RESTRICT is said, which is refused where it stands.
  if (what === 'DATABASE' || what === 'SCHEMA') reader.accept('CASCADE')
  return { kind: 'drop object', object, ifExists }
}

function parseCall(reader: TokenReader): Statement {
  reader.expect('CALL')
  const wait = parseWait(reader)
  if (wait) return wait
  const procedure = reader.qualifiedName()
  const values: string[] = []
  reader.expectSymbol('(')
  while (!reader.acceptSymbol(')')) {
    if (values.length > 0) reader.expectSymbol(',')
    values.push(reader.string())
  }
  return { kind: 'call', procedure, arguments: values }
}
