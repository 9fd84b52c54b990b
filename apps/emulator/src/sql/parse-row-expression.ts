import type { Comparison, RowExpression } from '../tables/row-expression.ts'
import { typesByName, type ValueType } from '../tables/value.ts'
import type { TokenReader } from './token-reader.ts'

/** Expressions inside expressions, deeper than anybody writes, would exhaust the stack. */
const DEEPEST = 32

/** How far into a statement its expressions have been read: bind variables are numbered through the whole of it. */
export interface Progress {
  binds: number
  depth: number
}

export const newProgress = (): Progress => ({ binds: 0, depth: 0 })

/** An expression over a row, from OR, which binds least, down to a single value. @throws SqlError at what it does not know */
export function parseRowExpression(reader: TokenReader, state: Progress): RowExpression {
  state.depth += 1
  if (state.depth > DEEPEST) throw reader.unexpected()
  const expression = parseChain(reader, 'or', () => parseChain(reader, 'and', () => parseNegation(reader, state)))
  state.depth -= 1
  return expression
}

function parseChain(reader: TokenReader, kind: 'and' | 'or', parseOne: () => RowExpression): RowExpression {
  const first = parseOne()
  const operands = [first]
  while (reader.accept(kind.toUpperCase())) operands.push(parseOne())
  return operands.length === 1 ? first : { kind, operands }
}

function parseNegation(reader: TokenReader, state: Progress): RowExpression {
  let negations = 0
  while (reader.accept('NOT')) negations += 1
  const operand = parsePredicate(reader, state)
  if (negations === 0) return operand
  const once: RowExpression = { kind: 'not', operand }
  return negations % 2 === 1 ? once : { kind: 'not', operand: once }
}

function parsePredicate(reader: TokenReader, state: Progress): RowExpression {
  const left = parseConcatenation(reader, state)
  const operator = acceptComparison(reader)
  if (operator) return { kind: 'comparison', operator, left, right: parseConcatenation(reader, state) }
  if (reader.accept('IS')) {
    const negated = reader.accept('NOT')
    reader.expect('NULL')
    return { kind: 'is null', operand: left, negated }
  }
  const negated = reader.accept('NOT')
  switch (reader.acceptOne(['IN', 'LIKE', 'ILIKE', 'BETWEEN'])) {
    case 'IN':
      return { kind: 'in', operand: left, choices: parseList(reader, state), negated }
    case 'LIKE':
      return { kind: 'like', operand: left, pattern: parseConcatenation(reader, state), ignoreCase: false, negated }
    case 'ILIKE':
      return { kind: 'like', operand: left, pattern: parseConcatenation(reader, state), ignoreCase: true, negated }
    case 'BETWEEN': {
      const low = parseConcatenation(reader, state)
      reader.expect('AND')
      return { kind: 'between', operand: left, low, high: parseConcatenation(reader, state), negated }
    }
    case null:
      if (negated) throw reader.unexpected()
      return left
  }
}

const COMPARISONS: readonly (readonly [text: string, operator: Comparison])[] = [
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<=', '<='],
  ['>=', '>='],
  ['<', '<'],
  ['>', '>'],
]

function acceptComparison(reader: TokenReader): Comparison | null {
  return COMPARISONS.find(([text]) => reader.acceptSymbol(text))?.[1] ?? null
}

function parseConcatenation(reader: TokenReader, state: Progress): RowExpression {
  const first = parseCast(reader, state)
  const operands = [first]
  while (reader.acceptSymbol('||')) operands.push(parseCast(reader, state))
  return operands.length === 1 ? first : { kind: 'concatenation', operands }
}

function parseCast(reader: TokenReader, state: Progress): RowExpression {
  let operand = parsePrimary(reader, state)
  for (let casts = 0; reader.acceptSymbol('::'); casts += 1) {
    if (casts === DEEPEST) throw reader.unexpected()
    operand = { kind: 'cast', operand, type: parseType(reader) }
  }
  return operand
}

function parsePrimary(reader: TokenReader, state: Progress): RowExpression {
  const token = reader.peek()
  if (token.kind === 'string') return { kind: 'literal', type: 'text', value: reader.string() }
  if (reader.acceptSymbol('?')) {
    state.binds += 1
    return { kind: 'bind', index: state.binds }
  }
  if (reader.acceptSymbol('(')) {
    const inner = parseRowExpression(reader, state)
    reader.expectSymbol(')')
    return inner
  }
  const negative = reader.acceptSymbol('-')
  if (reader.peek().kind === 'number') {
    return { kind: 'literal', type: 'fixed', value: `${negative ? '-' : ''}${reader.next().text}` }
  }
  if (negative) throw reader.unexpected()
  const constant = reader.acceptOne(['TRUE', 'FALSE', 'NULL'])
  if (constant === 'NULL') return { kind: 'literal', type: 'text', value: null }
  if (constant) return { kind: 'literal', type: 'boolean', value: constant.toLowerCase() }
  if (reader.peek().value === 'CAST' && reader.peek(1).text === '(') return parseCastCall(reader, state)
  return parseName(reader, state)
}

function parseCastCall(reader: TokenReader, state: Progress): RowExpression {
  reader.next()
  reader.expectSymbol('(')
  const operand = parseRowExpression(reader, state)
  reader.expect('AS')
  const type = parseType(reader)
  reader.expectSymbol(')')
  return { kind: 'cast', operand, type }
}

/** A type without length or precision: what a cast could cut off is not cut off silently. */
function parseType(reader: TokenReader): ValueType {
  const type = reader.peek().kind === 'word' ? typesByName.get(reader.peek().value) : undefined
  if (!type) throw reader.unexpected()
  reader.next()
  return type
}

function parseName(reader: TokenReader, state: Progress): RowExpression {
  const { line, position } = reader.peek()
  const path = reader.qualifiedName()
  if (!reader.acceptSymbol('(')) return { kind: 'column', path, line, position }
  const call = { kind: 'call' as const, name: path.join('.'), line, position }
  if (reader.acceptSymbol('*')) {
    reader.expectSymbol(')')
    return { ...call, arguments: [], distinct: false, star: true }
  }
  const distinct = reader.accept('DISTINCT')
  const values: RowExpression[] = []
  while (!reader.acceptSymbol(')')) {
    if (values.length > 0) reader.expectSymbol(',')
    values.push(parseRowExpression(reader, state))
  }
  return { ...call, arguments: values, distinct, star: false }
}

/** `(a, b, …)`, with at least one. */
export function parseList(reader: TokenReader, state: Progress): RowExpression[] {
  reader.expectSymbol('(')
  const values = [parseRowExpression(reader, state)]
  while (reader.acceptSymbol(',')) values.push(parseRowExpression(reader, state))
  reader.expectSymbol(')')
  return values
}
