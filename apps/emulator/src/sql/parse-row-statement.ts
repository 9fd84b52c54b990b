import { parseRowExpression, newProgress, type Progress } from './parse-row-expression.ts'
import { parseRowQuery, parseValueRows } from './parse-row-query.ts'
import type { Assignment, RowStatement } from './row-statement.ts'
import type { TokenReader } from './token-reader.ts'

/** INSERT INTO t [(columns)] VALUES (…), … or SELECT … FROM … */
export function parseInsert(reader: TokenReader): RowStatement {
  const state = newProgress()
  reader.expect('INSERT INTO')
  const path = reader.qualifiedName()
  const columns = reader.acceptSymbol('(') ? parseColumnNames(reader) : null
  const from = reader.accept('VALUES')
    ? { kind: 'values' as const, rows: parseValueRows(reader, state) }
    : { kind: 'query' as const, query: parseRowQuery(reader, state) }
  return { kind: 'insert', path, columns, from, binds: state.binds }
}

export function parseDelete(reader: TokenReader): RowStatement {
  const state = newProgress()
  reader.expect('DELETE FROM')
  const path = reader.qualifiedName()
  return { kind: 'delete', path, where: parseWhere(reader, state), binds: state.binds }
}

export function parseUpdate(reader: TokenReader): RowStatement {
  const state = newProgress()
  reader.expect('UPDATE')
  const path = reader.qualifiedName()
  reader.expect('SET')
  const set: Assignment[] = []
  do {
    const column = reader.identifier()
    reader.expectSymbol('=')
    set.push({ column, expression: parseRowExpression(reader, state) })
  } while (reader.acceptSymbol(','))
  return { kind: 'update', path, set, where: parseWhere(reader, state), binds: state.binds }
}

export function parseTruncate(reader: TokenReader): RowStatement {
  reader.expect('TRUNCATE')
  reader.accept('TABLE')
  const ifExists = reader.accept('IF EXISTS')
  return { kind: 'truncate', path: reader.qualifiedName(), ifExists, binds: 0 }
}

export function parseSelectRows(reader: TokenReader): RowStatement {
  const state = newProgress()
  const query = parseRowQuery(reader, state)
  return { kind: 'select rows', query, binds: state.binds }
}

function parseWhere(reader: TokenReader, state: Progress) {
  return reader.accept('WHERE') ? parseRowExpression(reader, state) : null
}

/** `a, b)`, the opening bracket taken. */
function parseColumnNames(reader: TokenReader): string[] {
  const names = [reader.identifier()]
  while (reader.acceptSymbol(',')) names.push(reader.identifier())
  reader.expectSymbol(')')
  return names
}
