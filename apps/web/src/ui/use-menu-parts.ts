import { useCallback, useEffect, useState } from 'react'

export type MenuParts = typeof import('./menu-parts.tsx')

let loaded: MenuParts | null = null

/** What menus are made of once it is there, else null. It is fetched after the first paint; `retry` after it could not be. */
export function useMenuParts(): { parts: MenuParts | null; retry: () => void } {
  const [parts, setParts] = useState(loaded)
  const retry = useCallback(() => void loadMenuParts().then(setParts), [])
  useEffect(() => {
    if (parts === null) retry()
  }, [parts, retry])
  return { parts, retry }
}

async function loadMenuParts(): Promise<MenuParts | null> {
  try {
    loaded = await import('./menu-parts.tsx')
  } catch {
    // The line is cut: the button stays, and whoever presses it asks again.
  }
  return loaded
}
