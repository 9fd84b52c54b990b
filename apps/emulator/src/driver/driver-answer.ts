import { rowType } from '../sql-api/statement-response.ts'
import type { ResultSet } from '../sql/result-set.ts'
import type { Session } from '../sql/session.ts'
import type { SqlError } from '../sql/sql-error.ts'
import type { DriverTokens } from './driver-sessions.ts'

/** Everything a driver is told comes with HTTP 200; `success` says what it is (source: snowflake-connector-nodejs, lib/services/sf.js). */
export function succeeded(data: object | null) {
  return { data, code: null, message: null, success: true }
}

export function refused(code: string, message: string, data: object | null = null) {
  return { data, code, message, success: false }
}

export function signedIn(tokens: DriverTokens, session: Session) {
  return succeeded({
    token: tokens.token,
    validityInSeconds: tokens.validitySeconds,
    masterToken: tokens.masterToken,
    masterValidityInSeconds: tokens.masterValiditySeconds,
    sessionId: tokens.sessionId,
    displayUserName: session.userName,
    serverVersion: 'coco-emulator',
    parameters: PARAMETERS,
    sessionInfo: contextOf(session),
  })
}

export function renewed(tokens: DriverTokens) {
  return succeeded({
    sessionToken: tokens.token,
    validityInSecondsST: tokens.validitySeconds,
    masterToken: tokens.masterToken,
    validityInSecondsMT: tokens.masterValiditySeconds,
    sessionId: tokens.sessionId,
  })
}

/** Rows as JSON, in one piece; a truth value is 1 or 0 here (source: snowflake-connector-nodejs, lib/connection/result/column.js). */
export function queryAnswer({ columns, rows }: ResultSet, session: Session, queryId: string) {
  const { databaseName, schemaName, warehouseName, roleName } = contextOf(session)
  return succeeded({
    parameters: PARAMETERS,
    rowtype: columns.map((column, index) => rowType(column, rows[0]?.[index] ?? '', true)),
    rowset: rows.map((row) =>
      row.map((cell, index) =>
        columns[index]?.type === 'boolean' && cell !== null ? (cell === 'true' ? '1' : '0') : cell,
      ),
    ),
    total: rows.length,
    returned: rows.length,
    queryId,
    finalDatabaseName: databaseName,
    finalSchemaName: schemaName,
    finalWarehouseName: warehouseName,
    finalRoleName: roleName,
    statementTypeId: STATEMENT_TYPES[columns[0]?.name ?? ''] ?? SELECT,
    version: 1,
    queryResultFormat: 'json',
  })
}

export function queryRefused({ code, sqlState, message }: SqlError, queryId: string) {
  return refused(code, message, { errorCode: code, sqlState, queryId, internalError: false })
}

/**
 * Kinds of statements, by the column in which those that change rows answer: a driver adds up its cells (source:
 * snowflake-connector-nodejs, lib/connection/result/statement_type.js and result.js).
 */
const SELECT = 0x1000
const STATEMENT_TYPES: Readonly<Record<string, number>> = {
  'number of rows inserted': 0x3100,
  'number of rows updated': 0x3200,
  'number of rows deleted': 0x3300,
}

/** What a driver must know about the session to read its rows, and that nobody here wants its telemetry. */
const PARAMETERS = [
  { name: 'TIMEZONE', value: 'Etc/UTC' },
  { name: 'CLIENT_TELEMETRY_ENABLED', value: false },
  { name: 'DATE_OUTPUT_FORMAT', value: 'YYYY-MM-DD' },
  { name: 'TIME_OUTPUT_FORMAT', value: 'HH24:MI:SS' },
  { name: 'TIMESTAMP_OUTPUT_FORMAT', value: 'YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM' },
  { name: 'TIMESTAMP_NTZ_OUTPUT_FORMAT', value: 'YYYY-MM-DD HH24:MI:SS.FF3' },
  { name: 'TIMESTAMP_LTZ_OUTPUT_FORMAT', value: '' },
  { name: 'TIMESTAMP_TZ_OUTPUT_FORMAT', value: '' },
  { name: 'BINARY_OUTPUT_FORMAT', value: 'HEX' },
]

function contextOf({ database, schema, warehouse, role }: Session) {
  return { databaseName: database, schemaName: schema, warehouseName: warehouse, roleName: role }
}
