import { parseDecimal } from '../tables/decimal.ts'
import type { Expression, Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

/** Calls inside calls, deeper than anybody writes, would exhaust the stack. */
const DEEPEST_CALL = 32

interface Progress {
  binds: number
  depth: number
}

type SelectedColumn = Extract<Statement, { kind: 'select' }>['columns'][number]

/** SELECT of literals, bind variables and calls, without a table. */
export function parseSelect(reader: TokenReader): Statement {
  reader.expect('SELECT')
  const state: Progress = { binds: 0, depth: 0 }
  const columns: SelectedColumn[] = []
  if (reader.acceptSymbol('*')) throw reader.unexpected() // FROM is missing, after the star
  do columns.push(parseColumn(reader, state))
  while (reader.acceptSymbol(','))
  return { kind: 'select', columns }
}

function parseColumn(reader: TokenReader, state: Progress): SelectedColumn {
  const expression = parseExpression(reader, state)
  if (reader.accept('AS')) return { expression, alias: reader.identifier() }
  const { kind } = reader.peek()
  const aliased = kind === 'quoted' || kind === 'word'
  return { expression, alias: aliased ? reader.identifier() : null }
}

function parseExpression(reader: TokenReader, state: Progress): Expression {
  const token = reader.peek()
  if (token.kind === 'string') {
    reader.next()
    return { kind: 'literal', type: 'text', value: token.value, label: token.text }
  }
  if (reader.acceptSymbol('?')) {
    state.binds += 1
    return { kind: 'bind', index: state.binds }
  }
  const negative = reader.acceptSymbol('-')
  if (reader.peek().kind === 'number') {
    const digits = reader.peek()
    const label = `${negative ? '-' : ''}${reader.next().text}`
    const value = label.toUpperCase().includes('E') ? parseDecimal(label) : label
    if (value === null) throw reader.unexpected(digits)
    return { kind: 'literal', type: 'fixed', value, label }
  }
  if (negative) throw reader.unexpected()
  const constant = reader.acceptOne(['TRUE', 'FALSE', 'NULL'])
  if (constant === 'NULL') return { kind: 'literal', type: 'text', value: null, label: 'NULL' }
  if (constant) return { kind: 'literal', type: 'boolean', value: constant.toLowerCase(), label: constant }
  return parseName(reader, state)
}

function parseName(reader: TokenReader, state: Progress): Expression {
  const { line, position } = reader.peek()
  const name = reader.qualifiedName().join('.')
  if (!reader.acceptSymbol('(')) return { kind: 'column', name, line, position }
  const values: Expression[] = []
  state.depth += 1
  if (state.depth > DEEPEST_CALL) throw reader.unexpected()
  while (!reader.acceptSymbol(')')) {
    if (values.length > 0) reader.expectSymbol(',')
    values.push(parseExpression(reader, state))
  }
  state.depth -= 1
  const label = `${name}(${values.map((value) => ('label' in value ? value.label : '?')).join(', ')})`
  return { kind: 'call', name, arguments: values, label }
}
