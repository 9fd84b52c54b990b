import { parseObjectName } from './parse-object-name.ts'
import type { ShowScope } from './shown-scope.ts'
import type { Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

/** What follows SHOW WAREHOUSES, DATABASES, SCHEMAS or TABLES. */
export function parseShowObjects(
  reader: TokenReader,
  shown: Extract<Statement, { kind: 'show objects' }>['shown'],
): Statement {
  const like = reader.accept('LIKE') ? reader.string() : null
  const narrow = shown === 'SCHEMA' || shown === 'TABLE'
  return { kind: 'show objects', shown, like, scope: narrow ? parseShowScope(reader, shown) : { kind: 'ACCOUNT' } }
}

/** `IN ACCOUNT`, `IN [DATABASE] d`, `IN [SCHEMA] d.s`: a name without a kind is what the shown things are in. */
export function parseShowScope(reader: TokenReader, shown: 'SCHEMA' | 'TABLE'): ShowScope {
  if (!reader.accept('IN')) return { kind: 'default' }
  if (reader.accept('ACCOUNT')) return { kind: 'ACCOUNT' }
  const named = reader.acceptOne(shown === 'TABLE' ? ['DATABASE', 'SCHEMA'] : ['DATABASE'])
  if (named && reader.peek().kind === 'end') return { kind: `current ${named}` }
  const kind = named ?? (shown === 'TABLE' ? 'SCHEMA' : 'DATABASE')
  return { kind, path: parseObjectName(reader, kind).path }
}
