import type { RowExpression, RowQuery, RowSource, SelectedExpression, SortKey } from '../tables/row-expression.ts'
import { parseList, parseRowExpression, type Progress } from './parse-row-expression.ts'
import type { TokenReader } from './token-reader.ts'

/** SELECT … FROM a table or VALUES, or of values alone. Joins, subqueries, HAVING and DISTINCT rows are refused where they stand. */
export function parseRowQuery(reader: TokenReader, state: Progress): RowQuery {
  reader.expect('SELECT')
  const columns = reader.acceptSymbol('*') ? null : parseSelected(reader, state)
  if (!columns) reader.expect('FROM')
  const source = !columns || reader.accept('FROM') ? parseSource(reader, state) : ONE_ROW
  const where = reader.accept('WHERE') ? parseRowExpression(reader, state) : null
  const groupBy = reader.accept('GROUP BY') ? parseExpressions(reader, state) : []
  const orderBy = reader.accept('ORDER BY') ? parseSortKeys(reader, state) : []
  const limit = reader.accept('LIMIT') ? parseCount(reader) : null
  const offset = limit !== null && reader.accept('OFFSET') ? parseCount(reader) : 0
  return { columns, source, where, groupBy, orderBy, limit, offset }
}

/** What a SELECT without FROM is computed from. */
const ONE_ROW: RowSource = { kind: 'values', rows: [[]], alias: null }

function parseSelected(reader: TokenReader, state: Progress): SelectedExpression[] {
  const selected: SelectedExpression[] = []
  do {
    const from = reader.mark()
    const expression = parseRowExpression(reader, state)
    const written = reader.textSince(from)
    const alias = parseAlias(reader)
    selected.push({ expression, name: alias ?? (expression.kind === 'column' ? lastOf(expression.path) : written) })
  } while (reader.acceptSymbol(','))
  return selected
}

function parseSource(reader: TokenReader, state: Progress): RowSource {
  if (!reader.accept('VALUES')) return { kind: 'table', path: reader.qualifiedName(), alias: parseAlias(reader) }
  return { kind: 'values', rows: parseValueRows(reader, state), alias: parseAlias(reader) }
}

/** What follows VALUES: `(a, b), (c, d)`, every row as wide as the first. */
export function parseValueRows(reader: TokenReader, state: Progress): RowExpression[][] {
  const rows: RowExpression[][] = []
  do {
    const start = reader.peek()
    const row = parseList(reader, state)
    if (rows[0] && row.length !== rows[0].length) throw reader.unexpected(start)
    rows.push(row)
  } while (reader.acceptSymbol(','))
  return rows
}

/** A name after AS, or alone where a name and no further clause stands. */
function parseAlias(reader: TokenReader): string | null {
  if (reader.accept('AS')) return reader.identifier()
  const { kind, value } = reader.peek()
  const named = kind === 'quoted' || (kind === 'word' && !CLAUSES.has(value))
  return named ? reader.identifier() : null
}

const CLAUSES = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'HAVING',
  'JOIN',
  'UNION',
  'QUALIFY',
  'FETCH',
])

/** Each key is compared with every column of the answer, so there cannot be any number of them. */
const MOST_KEYS = 100

function parseExpressions(reader: TokenReader, state: Progress): RowExpression[] {
  const expressions = [parseRowExpression(reader, state)]
  while (expressions.length < MOST_KEYS && reader.acceptSymbol(',')) {
    expressions.push(parseRowExpression(reader, state))
  }
  return expressions
}

function parseSortKeys(reader: TokenReader, state: Progress): SortKey[] {
  const keys: SortKey[] = []
  do {
    const expression = parseRowExpression(reader, state)
    const descending = reader.acceptOne(['ASC', 'DESC']) === 'DESC'
    // Nulls count as greater than everything unless the statement says otherwise.
    const nulls = reader.accept('NULLS') ? reader.expectOne(['FIRST', 'LAST']) : descending ? 'FIRST' : 'LAST'
    keys.push({ expression, descending, nulls: nulls === 'FIRST' ? 'first' : 'last' })
  } while (keys.length < MOST_KEYS && reader.acceptSymbol(','))
  return keys
}

function parseCount(reader: TokenReader): number {
  const token = reader.peek()
  if (token.kind !== 'number' || !/^\d{1,9}$/.test(token.text)) throw reader.unexpected()
  reader.next()
  return Number(token.text)
}

function lastOf(path: readonly string[]): string {
  return path.at(-1) ?? ''
}
