import type { SearchStatement } from '../search/search-statement.ts'
import { parseObjectName } from './parse-object-name.ts'
import type { TokenReader } from './token-reader.ts'

const DEFAULT_EMBEDDING_MODEL = 'snowflake-arctic-embed-m-v1.5'

interface Manner {
  orReplace: boolean
  ifNotExists: boolean
}

type Created = Extract<SearchStatement, { kind: 'create search service' }>

/**
 * What follows CREATE CORTEX SEARCH SERVICE (snowflake docs: create-cortex-search), for a service over one text column of
 * one table. TEXT INDEXES, joins, conditions and expressions in its query are refused where they stand.
 */
export function parseCreateSearchService(reader: TokenReader, manner: Manner): SearchStatement {
  const { path } = parseObjectName(reader, 'CORTEX SEARCH SERVICE')
  reader.expect('ON')
  const searchColumn = reader.identifier()
  const primaryKey = reader.accept('PRIMARY KEY') ? parseKey(reader) : []
  const attributes = reader.accept('ATTRIBUTES') ? parseNames(reader) : []
  const properties = parseServiceProperties(reader)
  reader.expect('AS')
  const { source, definition } = parseSource(reader)
  return {
    kind: 'create search service',
    path,
    ...manner,
    searchColumn,
    primaryKey,
    attributes,
    ...properties,
    source,
    definition,
  }
}

function parseServiceProperties(
  reader: TokenReader,
): Pick<Created, 'warehouse' | 'targetLag' | 'embeddingModel' | 'comment'> {
  const said = new Map<string, string>()
  while (reader.peek().value !== 'AS' || reader.peek().kind !== 'word') {
    if (said.size > 0) reader.acceptSymbol(',')
    const at = reader.peek()
    const name = reader.expectOne(['WAREHOUSE', 'TARGET_LAG', 'EMBEDDING_MODEL', 'COMMENT'])
    if (said.has(name)) throw reader.unexpected(at)
    reader.expectSymbol('=')
    said.set(name, name === 'WAREHOUSE' ? reader.identifier() : reader.string())
  }
  const [warehouse, targetLag] = [said.get('WAREHOUSE'), said.get('TARGET_LAG')]
  if (warehouse === undefined || targetLag === undefined) throw reader.unexpected()
  return {
    warehouse,
    targetLag,
    embeddingModel: said.get('EMBEDDING_MODEL') ?? DEFAULT_EMBEDDING_MODEL,
    comment: said.get('COMMENT') ?? '',
  }
}

/** `SELECT a, b FROM t`, in brackets or not. `columns` is null for `*`. */
function parseSource(reader: TokenReader): Pick<Created, 'source' | 'definition'> {
  const bracketed = reader.acceptSymbol('(')
  const from = reader.mark()
  reader.expect('SELECT')
  const columns = reader.acceptSymbol('*') ? null : parseNames(reader)
  reader.expect('FROM')
  const { path } = parseObjectName(reader, 'TABLE')
  const definition = reader.textSince(from)
  if (bracketed) reader.expectSymbol(')')
  return { source: { path, columns }, definition }
}

function parseKey(reader: TokenReader): string[] {
  reader.expectSymbol('(')
  const names = parseNames(reader)
  reader.expectSymbol(')')
  return names
}

function parseNames(reader: TokenReader): string[] {
  const names = [reader.identifier()]
  while (reader.acceptSymbol(',')) names.push(reader.identifier())
  return names
}
