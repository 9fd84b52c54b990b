import { booleanValue, countValue, parseProperties, textValue } from './parse-properties.ts'
import type { Statement, WarehouseProperties } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

/** What follows CREATE WAREHOUSE: the defaults are Snowflake's (snowflake docs: create-warehouse). */
export function parseCreateWarehouse(
  reader: TokenReader,
  manner: { orReplace: boolean; ifNotExists: boolean },
): Statement {
  const name = reader.identifier()
  reader.accept('WITH')
  const { INITIALLY_SUSPENDED: suspended = false, ...properties } = parseProperties(reader, {
    ...PROPERTIES,
    INITIALLY_SUSPENDED: booleanValue,
  })
  const defaults = { size: 'X-Small', autoSuspendSeconds: 600, autoResume: true, comment: '' }
  return { kind: 'create warehouse', name, ...manner, suspended, ...defaults, ...named(properties) }
}

/** What follows ALTER WAREHOUSE. */
export function parseAlterWarehouse(reader: TokenReader): Statement {
  const ifExists = reader.accept('IF EXISTS')
  const name = reader.identifier()
  const base = { kind: 'alter warehouse' as const, name, ifExists }
  switch (reader.expectOne(['SUSPEND', 'RESUME', 'SET'])) {
    case 'SUSPEND':
      return { ...base, change: { to: 'suspended' } }
    case 'RESUME':
      return { ...base, change: { to: 'running', ifSuspended: reader.accept('IF SUSPENDED') } }
    case 'SET':
      if (reader.peek().kind === 'end') throw reader.unexpected()
      return { ...base, change: { to: 'properties', properties: named(parseProperties(reader, PROPERTIES)) } }
  }
}

const PROPERTIES = {
  WAREHOUSE_SIZE: sizeValue,
  AUTO_SUSPEND: (reader: TokenReader) => (reader.accept('NULL') ? 0 : countValue(reader)),
  AUTO_RESUME: booleanValue,
  COMMENT: textValue,
}

interface Written {
  WAREHOUSE_SIZE: string
  AUTO_SUSPEND: number
  AUTO_RESUME: boolean
  COMMENT: string
}

/** Those that a statement says, by the names that the record has for them. */
function named({ WAREHOUSE_SIZE, AUTO_SUSPEND, AUTO_RESUME, COMMENT }: Partial<Written>): Partial<WarehouseProperties> {
  return {
    ...(WAREHOUSE_SIZE === undefined ? {} : { size: WAREHOUSE_SIZE }),
    ...(AUTO_SUSPEND === undefined ? {} : { autoSuspendSeconds: AUTO_SUSPEND }),
    ...(AUTO_RESUME === undefined ? {} : { autoResume: AUTO_RESUME }),
    ...(COMMENT === undefined ? {} : { comment: COMMENT }),
  }
}

/** As SHOW WAREHOUSES prints them, by how a statement may write them. */
const SIZES = ['X-Small', 'Small', 'Medium', 'Large', 'X-Large', '2X-Large', '3X-Large', '4X-Large']
const OTHER_SPELLINGS: Record<string, string> = { XXLARGE: '2XLARGE', XXXLARGE: '3XLARGE' }

function sizeValue(reader: TokenReader): string {
  const token = reader.peek()
  const written = (token.kind === 'string' ? reader.string() : reader.identifier()).toUpperCase().replaceAll('-', '')
  const wanted = Object.hasOwn(OTHER_SPELLINGS, written) ? OTHER_SPELLINGS[written] : written
  const size = SIZES.find((known) => known.toUpperCase().replace('-', '') === wanted)
  if (size === undefined) throw reader.unexpected(token)
  return size
}
