import { useCallback, useEffect, useState } from 'react'

const ASK_EVERY_MS = 5 * 60_000
const RELOADED_KEY = 'coco.reloaded-for'

/** The script that a page begins with. Its name is made of what is in it and in all that it loads. */
export function entryOf(html: string): string | null {
  return /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1] ?? null
}

/** The script that the server's page begins with by now; null when it is the one of this page, or nobody answers. */
export async function newerEntry(): Promise<string | null> {
  try {
    const response = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-cache' })
    const served = response.ok ? entryOf(await response.text()) : null
    const own = document.querySelector('script[type=module][src]')?.getAttribute('src') ?? null
    return served === own ? null : served
  } catch {
    return null
  }
}

/** Whether the server has another build of the page than this one. Asked rarely, and when somebody comes back to the page. */
export function useNewVersion() {
  const [newer, setNewer] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)

  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible') void newerEntry().then(setNewer)
    }
    const timer = setInterval(ask, ASK_EVERY_MS)
    document.addEventListener('visibilitychange', ask)
    addEventListener('online', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
      removeEventListener('online', ask)
    }
  }, [])

  const refuse = useCallback(() => setRefused(newer), [newer])
  return { isThere: newer !== null && newer !== refused, refuse }
}

/**
 * A part of the page is not to be had. After a deploy it has another name, and the new page knows it: that is loaded once.
 * Whatever else it is, a reload would not help, and without a network it would leave nothing at all.
 */
export async function reloadForMissingPart() {
  const newer = await newerEntry()
  if (newer === null || sessionStorage.getItem(RELOADED_KEY) === newer) return
  sessionStorage.setItem(RELOADED_KEY, newer)
  location.reload()
}
