import { type ComponentType, useEffect, useState } from 'react'

type Markdown = ComponentType<{ source: string; isWriting: boolean }>

let loaded: Markdown | null = null

/** The Markdown renderer once it is there, else null. It is large, so it is fetched after the first paint. */
export function useMarkdown(): Markdown | null {
  const [markdown, setMarkdown] = useState<Markdown | null>(() => loaded)
  useEffect(() => {
    if (markdown) return
    let isCurrent = true
    import('./markdown.tsx').then(
      (module) => {
        loaded = module.default
        if (isCurrent) setMarkdown(() => module.default)
      },
      () => {
        // The chunk could not be fetched: plain text goes on standing in, and a later answer tries again.
      },
    )
    return () => {
      isCurrent = false
    }
  }, [markdown])
  return markdown
}
