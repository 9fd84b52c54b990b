import { parseGrantOrRevoke } from './parse-grant.ts'
import { parseSelect } from './parse-select.ts'
import { parseDescribe, parseShow } from './parse-show.ts'
import { parseAlterUser, parseCreateUser } from './parse-user.ts'
import type { Statement } from './statement.ts'
import { TokenReader } from './token-reader.ts'
import type { Token } from './tokenize.ts'

/**
 * Understands one statement as a whole, or refuses it at the first word that it cannot honour.
 * @param tokens of that statement, as `splitStatements` gives them
 * @throws SqlError 001003 with line and position
 */
export function parseStatement(tokens: readonly Token[]): Statement {
  const reader = new TokenReader(tokens)
  const statement = parseByFirstWord(reader)
  reader.expectEnd()
  return statement
}

function parseByFirstWord(reader: TokenReader): Statement {
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
      return parseSelect(reader)
    default:
      throw reader.unexpected()
  }
}

function parseUse(reader: TokenReader): Statement {
  reader.expect('USE')
  if (reader.accept('ROLE')) return { kind: 'use role', role: reader.identifier() }
  reader.expect('SECONDARY ROLES')
  return { kind: 'use secondary roles', mode: reader.expectOne(['ALL', 'NONE']) }
}

function parseCreate(reader: TokenReader): Statement {
  reader.expect('CREATE')
  const orReplace = reader.accept('OR REPLACE')
  const what = reader.expectOne(['ROLE', 'USER'])
  // Snowflake takes one of the two; with both, the second is what it does not expect.
  if (orReplace && reader.peek().value === 'IF' && reader.peek(1).value === 'NOT') throw reader.unexpected()
  const ifNotExists = reader.accept('IF NOT EXISTS')
  const name = reader.identifier()
  if (what === 'USER') return { kind: 'create user', name, orReplace, ifNotExists, properties: parseCreateUser(reader) }
  let comment = ''
  if (reader.accept('COMMENT')) {
    reader.expectSymbol('=')
    comment = reader.string()
  }
  return { kind: 'create role', name, orReplace, ifNotExists, comment }
}

function parseAlter(reader: TokenReader): Statement {
  reader.expect('ALTER')
  if (reader.expectOne(['USER', 'ACCOUNT']) === 'USER') return parseAlterUser(reader)
  if (reader.accept('UNSET')) return { kind: 'alter account', parameter: reader.identifier(), value: null }
  reader.expect('SET')
  const parameter = reader.identifier()
  reader.expectSymbol('=')
  const value = reader.peek().kind === 'string' ? reader.string() : reader.identifier()
  return { kind: 'alter account', parameter, value }
}

function parseDrop(reader: TokenReader): Statement {
  reader.expect('DROP')
  const what = reader.expectOne(['ROLE', 'USER'])
  const ifExists = reader.accept('IF EXISTS')
  return { kind: what === 'ROLE' ? 'drop role' : 'drop user', name: reader.identifier(), ifExists }
}

function parseCall(reader: TokenReader): Statement {
  reader.expect('CALL')
  const procedure = reader.qualifiedName()
  const values: string[] = []
  reader.expectSymbol('(')
  while (!reader.acceptSymbol(')')) {
    if (values.length > 0) reader.expectSymbol(',')
    values.push(reader.string())
  }
  return { kind: 'call', procedure, arguments: values }
}
