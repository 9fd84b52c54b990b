import { parseCreateAgent } from './parse-agent.ts'
import { parseColumnsOfTable } from './parse-columns.ts'
import { parseObjectName } from './parse-object-name.ts'
import { booleanValue, parseProperties, textValue } from './parse-properties.ts'
import { parseCreateSearchService } from './parse-search-service.ts'
import { parseCreateUser } from './parse-user.ts'
import { parseCreateWarehouse } from './parse-warehouse.ts'
import type { Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

const CREATED = ['ROLE', 'USER', 'WAREHOUSE', 'DATABASE', 'SCHEMA', 'TABLE', 'CORTEX SEARCH SERVICE', 'AGENT'] as const

interface Manner {
  orReplace: boolean
  ifNotExists: boolean
}

export function parseCreate(reader: TokenReader): Statement {
  reader.expect('CREATE')
  const orReplace = reader.accept('OR REPLACE')
  const what = reader.expectOne(CREATED)
  // Snowflake takes one of the two; with both, the second is what it does not expect.
  if (orReplace && reader.peek().value === 'IF' && reader.peek(1).value === 'NOT') throw reader.unexpected()
  const manner = { orReplace, ifNotExists: reader.accept('IF NOT EXISTS') }
  switch (what) {
    case 'ROLE':
      return { kind: 'create role', name: reader.identifier(), ...manner, comment: parseComment(reader) }
    case 'USER':
      return { kind: 'create user', name: reader.identifier(), ...manner, properties: parseCreateUser(reader) }
    case 'WAREHOUSE':
      return parseCreateWarehouse(reader, manner)
    case 'DATABASE':
      return { kind: 'create database', name: reader.identifier(), ...manner, comment: parseComment(reader) }
    case 'SCHEMA': {
      const { path } = parseObjectName(reader, 'SCHEMA')
      return { kind: 'create schema', path, ...manner, comment: parseComment(reader) }
    }
    case 'TABLE':
      return parseCreateTable(reader, manner)
    case 'CORTEX SEARCH SERVICE':
      return parseCreateSearchService(reader, manner)
    case 'AGENT':
      return parseCreateAgent(reader, manner)
  }
}

function parseCreateTable(reader: TokenReader, manner: Manner): Statement {
  const { path } = parseObjectName(reader, 'TABLE')
  const { columns, primaryKey } = parseColumnsOfTable(reader)
  const properties = parseProperties(reader, { CHANGE_TRACKING: booleanValue, COMMENT: textValue })
  return {
    kind: 'create table',
    path,
    ...manner,
    columns,
    primaryKey,
    changeTracking: properties.CHANGE_TRACKING ?? false,
    comment: properties.COMMENT ?? '',
  }
}

function parseComment(reader: TokenReader): string {
  return parseProperties(reader, { COMMENT: textValue }).COMMENT ?? ''
}
