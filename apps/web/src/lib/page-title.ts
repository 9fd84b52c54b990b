import { useEffect } from 'react'

const NAME = 'Coco'

/** What the browser calls the page, in its tabs and its history. */
export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · ${NAME}`
    return () => {
      document.title = NAME
    }
  }, [title])
}
