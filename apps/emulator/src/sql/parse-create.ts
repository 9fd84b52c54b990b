import { parseColumnsOfTable } from './parse-columns.ts'
import { parseObjectName } from './parse-object-name.ts'
import { booleanValue, countValue, parseProperties, textValue } from './parse-properties.ts'
import { parseCreateSearchService } from './parse-search-service.ts'
import { parseCreateUser } from './parse-user.ts'
import type { Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

const CREATED = ['ROLE', 'USER', 'WAREHOUSE', 'DATABASE', 'SCHEMA', 'TABLE', 'CORTEX SEARCH SERVICE'] as const

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
  }
}

function parseCreateWarehouse(reader: TokenReader, manner: Manner): Statement {
  const name = reader.identifier()
  reader.accept('WITH')
  const properties = parseProperties(reader, {
    WAREHOUSE_SIZE: sizeValue,
    AUTO_SUSPEND: (value) => (value.accept('NULL') ? 0 : countValue(value)),
    AUTO_RESUME: booleanValue,
    INITIALLY_SUSPENDED: booleanValue,
    COMMENT: textValue,
  })
  return {
    kind: 'create warehouse',
    name,
    ...manner,
    size: properties.WAREHOUSE_SIZE ?? 'X-Small',
    autoSuspendSeconds: properties.AUTO_SUSPEND ?? 600,
    autoResume: properties.AUTO_RESUME ?? true,
    suspended: properties.INITIALLY_SUSPENDED ?? false,
    comment: properties.COMMENT ?? '',
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

/** As SHOW WAREHOUSES prints them, by how a statement may write them. */
const SIZES = ['X-Small', 'Small', 'Medium', 'Large', 'X-Large', '2X-Large', '3X-Large', '4X-Large']
const OTHER_SPELLINGS: Record<string, string> = { XXLARGE: '2XLARGE', XXXLARGE: '3XLARGE' }

function sizeValue(reader: TokenReader): string {
  const token = reader.peek()
  const written = (token.kind === 'string' ? reader.string() : reader.identifier()).toUpperCase().replaceAll('-', '')
  const size = SIZES.find((known) => known.toUpperCase().replace('-', '') === (OTHER_SPELLINGS[written] ?? written))
  if (size === undefined) throw reader.unexpected(token)
  return size
}
