import type { ObjectKind } from '../objects/object-records.ts'
import type { NamedObject } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

const LONGEST_NAME: Record<ObjectKind, number> = {
  WAREHOUSE: 1,
  DATABASE: 1,
  SCHEMA: 2,
  TABLE: 3,
  'CORTEX SEARCH SERVICE': 3,
  AGENT: 3,
}

/** The name of an object of this kind, whole or in part. A dot beyond the longest name is left where it stands. */
export function parseObjectName(reader: TokenReader, kind: ObjectKind): NamedObject {
  const path = [reader.identifier()]
  while (path.length < LONGEST_NAME[kind] && reader.acceptSymbol('.')) path.push(reader.identifier())
  return { kind, path }
}
