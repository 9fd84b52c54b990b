import { type ComponentType, useEffect, useState } from 'react'

type Markdown = ComponentType<{ source: string; isWriting: boolean }>

let loaded: Markdown | null = null

/** The Markdown renderer once it is there, else null. It is large, so it is fetched after the first paint. */
export function useMarkdown(): Markdown | null {
  const [markdown, setMarkdown] = useState<Markdown | null>(() => loaded)
  useEffect(() => {
    if (markdown) return
    let isCurrent = true
    void loadMarkdown().then((module) => isCurrent && setMarkdown(() => module))
    return () => {
      isCurrent = false
    }
  }, [markdown])
  return markdown
}

/** Fetches the renderer, once; null when that did not work. */
export async function loadMarkdown(): Promise<Markdown | null> {
  try {
    const module = await import('./markdown.tsx')
    loaded = module.Markdown
  } catch {
    // The chunk could not be fetched: plain text goes on standing in, and the next answer tries again.
  }
  return loaded
}
