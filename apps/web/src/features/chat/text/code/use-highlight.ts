import { type ReactNode, useEffect, useState } from 'react'

/** Beyond this, colouring takes longer than a page may stand still. */
const MAX_LENGTH = 40_000
const MAX_LINE = 2_000

/** A complete block of code in colours, once what colours it is there; null where it stays plain. */
export function useHighlight(language: string, code: string, isComplete: boolean): ReactNode | null {
  const [coloured, setColoured] = useState<{ code: string; nodes: ReactNode } | null>(null)
  const isWanted = isComplete && language !== '' && code.length <= MAX_LENGTH && !hasLongLine(code)
  useEffect(() => {
    if (!isWanted) return
    let isCurrent = true
    void highlight(language, code).then((nodes) => isCurrent && nodes !== null && setColoured({ code, nodes }))
    return () => {
      isCurrent = false
    }
  }, [isWanted, language, code])
  return isWanted && coloured?.code === code ? coloured.nodes : null
}

async function highlight(language: string, code: string): Promise<ReactNode | null> {
  try {
    return (await import('./highlight-code.tsx')).highlightCode(language, code)
  } catch {
    return null // It could not be fetched: code stays plain.
  }
}

function hasLongLine(code: string): boolean {
  return code.split('\n').some((line) => line.length > MAX_LINE)
}
