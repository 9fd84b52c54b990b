import { parseObjectName } from './parse-object-name.ts'
import { booleanValue, parseProperties, textValue } from './parse-properties.ts'
import { parseAlterUser } from './parse-user.ts'
import { parseAlterWarehouse } from './parse-warehouse.ts'
import type { Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

export function parseAlter(reader: TokenReader): Statement {
  reader.expect('ALTER')
  switch (reader.expectOne(['USER', 'TABLE', 'WAREHOUSE', 'ACCOUNT'])) {
    case 'USER':
      return parseAlterUser(reader)
    case 'TABLE':
      return parseAlterTable(reader)
    case 'WAREHOUSE':
      return parseAlterWarehouse(reader)
    case 'ACCOUNT':
      return parseAlterAccount(reader)
  }
}

function parseAlterAccount(reader: TokenReader): Statement {
  if (reader.accept('UNSET')) return { kind: 'alter account', parameter: reader.identifier(), value: null }
  reader.expect('SET')
  const parameter = reader.identifier()
  reader.expectSymbol('=')
  const value = reader.peek().kind === 'string' ? reader.string() : reader.identifier()
  return { kind: 'alter account', parameter, value }
}

function parseAlterTable(reader: TokenReader): Statement {
  const ifExists = reader.accept('IF EXISTS')
  const { path } = parseObjectName(reader, 'TABLE')
  reader.expect('SET')
  if (reader.peek().kind === 'end') throw reader.unexpected()
  const properties = parseProperties(reader, { CHANGE_TRACKING: booleanValue, COMMENT: textValue })
  return {
    kind: 'alter table',
    path,
    ifExists,
    changeTracking: properties.CHANGE_TRACKING ?? null,
    comment: properties.COMMENT ?? null,
  }
}
