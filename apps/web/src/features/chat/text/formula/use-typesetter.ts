import { type ReactNode, useEffect, useState } from 'react'

type Typeset = (source: string, isDisplay: boolean) => ReactNode | null

let loaded: Typeset | null = null

/** What sets formulas, once it is there: it is fetched with the first formula. */
export function useTypesetter(): Typeset | null {
  const [typeset, setTypeset] = useState<Typeset | null>(() => loaded)
  useEffect(() => {
    if (typeset) return
    let isCurrent = true
    void loadTypesetter().then((found) => isCurrent && setTypeset(() => found))
    return () => {
      isCurrent = false
    }
  }, [typeset])
  return typeset
}

export async function loadTypesetter(): Promise<Typeset | null> {
  try {
    loaded = (await import('./typeset-formula.tsx')).typesetFormula
  } catch {
    // It could not be fetched: formulas stay as they were written, and the next one tries again.
  }
  return loaded
}
