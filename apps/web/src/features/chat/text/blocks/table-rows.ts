/** A group is read again only while rows are added to it. */
const ROWS_IN_A_GROUP = 40

export interface RowGroups {
  /** The row of names and the one that rules the columns. */
  head: string
  groups: readonly string[]
  rowCount: number
  rowsInAGroup: number
}

/** A block that is one table, where every row is on a line that begins with `|`; null for any other. */
export function rowGroupsOf(block: string): RowGroups | null {
  const [opening = ''] =
    /^\|[^\n]*\n\|[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?(?:\n|$)/.exec(block) ?? []
  if (opening === '' || /\n[^|\n]/.test(block)) return null
  const [names = '', ruling = ''] = opening.split('\n')
  if (columnsIn(names) !== columnsIn(ruling)) return null
  const lines = block.slice(opening.length).trimEnd().split('\n').filter(Boolean)
  const groups: string[] = []
  for (let at = 0; at < lines.length; at += ROWS_IN_A_GROUP)
    groups.push(lines.slice(at, at + ROWS_IN_A_GROUP).join('\n'))
  return { head: opening.trimEnd(), groups, rowCount: lines.length, rowsInAGroup: ROWS_IN_A_GROUP }
}

function columnsIn(row: string): number {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length
}
