import type { Table } from 'mdast'
import { memo } from 'react'
import { AnswerTable } from './answer-table.tsx'
import { languageOfText } from '../parse/language-of-text.ts'
import { paintRow } from './answer-nodes.tsx'
import { parseMarkdown } from '../parse/parse-markdown.ts'
import type { RowGroups } from '../blocks/table-rows.ts'

/** One table whose rows are read in groups, so that a new row costs the same however many there are. */
export function LongTable({ head, groups, rowCount, rowsInAGroup }: RowGroups) {
  const headTable = tableIn(head)
  if (!headTable) return null
  return (
    <AnswerTable dir="auto" lang={languageOfText(head)} head={paintRow(headTable, 0)} rowCount={rowCount}>
      {(shown) =>
        groups
          .slice(0, Math.ceil(shown / rowsInAGroup))
          .map((rows, index) => <RowGroup key={index} head={head} rows={rows} />)
      }
    </AnswerTable>
  )
}

const RowGroup = memo(function RowGroup({ head, rows }: { head: string; rows: string }) {
  const table = tableIn(`${head}\n${rows}`)
  return <tbody>{table?.children.slice(1).map((_, index) => paintRow(table, index + 1))}</tbody>
})

function tableIn(source: string): Table | null {
  return parseMarkdown(source).nodes.find((node) => node.type === 'table') ?? null
}
