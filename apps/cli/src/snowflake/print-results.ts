import type { SqlValue } from '@coco/core/snowflake/decode-row'
import type { SqlResult } from '@coco/core/snowflake/statement-results'
import { printTable } from '../print-table.ts'

export const RESULT_FORMATS = ['table', 'json', 'csv'] as const
export type ResultFormat = (typeof RESULT_FORMATS)[number]

/** The results of all statements as one text. */
export function printResults(results: readonly SqlResult[], format: ResultFormat): string {
  switch (format) {
    case 'table':
      return results.map(toText).join('\n\n')
    case 'json':
      return toJson(results)
    case 'csv':
      return results.map(toCsv).join('\r\n\r\n')
  }
}

/** DDL answers with one cell, a sentence; a frame around it would say nothing. */
function toText(result: SqlResult): string {
  const status = result.rows[0]?.[0]
  if (result.columns.length === 1 && result.columns[0]?.name === 'status' && typeof status === 'string') return status
  return result.columns.length === 0 ? result.message : printTable(result)
}

function toJson(results: readonly SqlResult[]): string {
  const plain = results.map(({ message, columns, rows }) => ({
    message,
    columns: columns.map(({ name }) => name),
    rows,
  }))
  return JSON.stringify(plain, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2)
}

/** RFC 4180, with NULL as nothing and an empty text as `""`, so that both come back from it. */
function toCsv({ columns, rows }: SqlResult): string {
  return [columns.map(({ name }) => quoted(name)), ...rows.map((row) => row.map(toField))]
    .map((fields) => fields.join(','))
    .join('\r\n')
}

function toField(value: SqlValue): string {
  if (value === null) return ''
  return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
