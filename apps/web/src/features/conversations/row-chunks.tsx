import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'

const ROWS_IN_A_CHUNK = 30
/** How far beyond the visible part rows are kept ready. */
const MARGIN = '600px 0px'

interface Props<Row extends { id: string }> {
  rows: readonly Row[]
  render: (row: Row) => ReactNode
}

/**
 * A list of any length, of which only what is near the visible part is made: chunk by chunk, in the order of the list, so that Tab
 * and a screen reader find the next one as they come to it. A chunk in which the focus is stays.
 */
export function RowChunks<Row extends { id: string }>({ rows, render }: Props<Row>) {
  const chunks = Array.from({ length: Math.ceil(rows.length / ROWS_IN_A_CHUNK) }, (_, index) =>
    rows.slice(index * ROWS_IN_A_CHUNK, (index + 1) * ROWS_IN_A_CHUNK),
  )
  return chunks.map((chunk, index) => (
    <Chunk key={index * ROWS_IN_A_CHUNK} rows={chunk} render={render} isFirst={index === 0} />
  ))
}

function Chunk<Row extends { id: string }>({ rows, render, isFirst }: Props<Row> & { isFirst: boolean }) {
  const ref = useRef<HTMLUListElement>(null)
  const [isNear, setIsNear] = useState(isFirst)

  useEffect(() => {
    const list = ref.current
    if (!list) return
    const observer = new IntersectionObserver(
      ([entry]) => setIsNear(entry?.isIntersecting === true || list.contains(document.activeElement)),
      { root: list.closest('[data-list-scroller]'), rootMargin: MARGIN },
    )
    observer.observe(list)
    return () => observer.disconnect()
  }, [])

  return (
    <ul
      ref={ref}
      // All rows are of one height, so that nothing jumps when they come and go.
      style={{ minBlockSize: `calc(${rows.length} * var(--row-height))` }}
      className="[--row-height:2.25rem] pointer-coarse:[--row-height:2.75rem]"
    >
      {isNear && rows.map((row) => <Fragment key={row.id}>{render(row)}</Fragment>)}
    </ul>
  )
}
