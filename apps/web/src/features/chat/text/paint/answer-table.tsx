import { type ReactNode, startTransition, useState } from 'react'
import { text } from '../../../../words/en/text.ts'
import { useWords } from '../../../../words/language.ts'
import { ScrollBox } from './scroll-box.tsx'

/** More rows are shown when asked for: thousands of them make a page slow that one wants to read on. */
const SHOWN_ROWS = 500

interface Props {
  dir: 'auto'
  lang: string | undefined
  head: ReactNode
  rowCount: number
  children: (shownRows: number) => ReactNode
}

/** A table that scrolls within itself when it is wider than the page. */
export function AnswerTable({ dir, lang, head, rowCount, children }: Props) {
  const words = useWords(text)
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? rowCount : Math.min(rowCount, SHOWN_ROWS)
  return (
    <div className="prose-block">
      <ScrollBox label={words.table(rowCount)}>
        <table dir={dir} lang={lang}>
          <thead>{head}</thead>
          {children(shown)}
        </table>
      </ScrollBox>
      {shown < rowCount && (
        <button type="button" onClick={() => startTransition(() => setIsWhole(true))} className="prose-more">
          {words.showAllRows(rowCount)}
        </button>
      )}
    </div>
  )
}

interface RowProps {
  tag: 'td' | 'th'
  align: readonly ('left' | 'right' | 'center' | null)[]
  cells: readonly ReactNode[]
}

export function TableRow({ tag: Tag, align, cells }: RowProps) {
  return (
    <tr>
      {cells.map((cell, index) => (
        <Tag key={index} scope={Tag === 'th' ? 'col' : undefined} data-align={align[index] ?? undefined}>
          {cell}
        </Tag>
      ))}
    </tr>
  )
}
