import { useEffect } from 'react'

const NAME = 'Coco'

let shown = NAME
let mark: string | null = null

function show() {
  document.title = mark === null ? shown : `${mark}: ${shown}`
}

/** Something about the page that stands before its title, for whoever looks at another one; null for nothing. */
export function markTitle(next: string | null) {
  mark = next
  show()
}

/** What the browser calls the page, in its tabs and its history. */
export function usePageTitle(title: string) {
  useEffect(() => {
    shown = `${title} · ${NAME}`
    show()
    return () => {
      shown = NAME
      show()
    }
  }, [title])
}
