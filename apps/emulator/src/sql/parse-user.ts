import type { Statement, UserProperty } from './statement.ts'
import type { TokenReader } from './token-reader.ts'
import { isUserProperty, userProperties, type UserPropertyName } from './user-properties.ts'

/** The properties after `CREATE USER name`. */
export function parseCreateUser(reader: TokenReader): UserProperty[] {
  const properties: UserProperty[] = []
  while (reader.peek().kind !== 'end') {
    if (properties.length > 0) reader.acceptSymbol(',')
    properties.push(parseProperty(reader))
  }
  return properties
}

/** What follows `ALTER USER`. */
export function parseAlterUser(reader: TokenReader): Statement {
  const ifExists = reader.accept('IF EXISTS')
  const name = reader.identifier()
  if (reader.expectOne(['SET', 'UNSET']) === 'UNSET') {
    const unset = [parsePropertyName(reader)]
    while (reader.acceptSymbol(',')) unset.push(parsePropertyName(reader))
    return { kind: 'alter user', name, ifExists, set: [], unset }
  }
  const set = [parseProperty(reader)]
  while (reader.peek().kind !== 'end') {
    reader.acceptSymbol(',')
    set.push(parseProperty(reader))
  }
  return { kind: 'alter user', name, ifExists, set, unset: [] }
}

function parsePropertyName(reader: TokenReader): UserPropertyName {
  const token = reader.peek()
  if (token.kind !== 'word' || !isUserProperty(token.value)) throw reader.unexpected()
  reader.next()
  return token.value
}

function parseProperty(reader: TokenReader): UserProperty {
  const name = parsePropertyName(reader)
  reader.expectSymbol('=')
  return { name, value: parseValue(reader, name) }
}

function parseValue(reader: TokenReader, name: UserPropertyName): UserProperty['value'] {
  if (reader.accept('NULL')) return null
  switch (userProperties[name]) {
    case 'string':
      return reader.peek().kind === 'string' ? reader.string() : reader.identifier()
    case 'boolean':
      return reader.expectOne(['TRUE', 'FALSE']) === 'TRUE'
    case 'identifier':
      return reader.peek().kind === 'string' ? identifierIn(reader.string()) : reader.identifier()
    case 'namespace':
      return reader.peek().kind === 'string' ? identifierIn(reader.string()) : parseNamespace(reader)
    case 'user type':
      return reader.peek().kind === 'string' ? reader.string().toUpperCase() : reader.identifier()
    case 'secondary roles':
      return parseSecondaryRoles(reader)
  }
}

/** A database, or one of its schemas. */
function parseNamespace(reader: TokenReader): string {
  const database = reader.identifier()
  return reader.acceptSymbol('.') ? `${database}.${reader.identifier()}` : database
}

/** A name may stand in a string too, and follows the rules for identifiers there. */
function identifierIn(text: string): string {
  const quoted = /^"(.+)"$/s.exec(text)
  return quoted?.[1] ? quoted[1].replaceAll('""', '"') : text.toUpperCase()
}

/** `()` or `('ALL')`: the only two lists Snowflake takes. */
function parseSecondaryRoles(reader: TokenReader): 'ALL' | 'NONE' {
  reader.expectSymbol('(')
  if (reader.acceptSymbol(')')) return 'NONE'
  const token = reader.peek()
  if (reader.string().toUpperCase() !== 'ALL') throw reader.unexpected(token)
  reader.expectSymbol(')')
  return 'ALL'
}
