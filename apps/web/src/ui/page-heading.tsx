import { type ReactNode, useEffect, useRef } from 'react'

/** The page's name. Whoever comes to the page begins here, also with a screen reader. */
export function PageHeading({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => ref.current?.focus({ preventScroll: true }), [])
  return (
    <h1 ref={ref} tabIndex={-1} className="font-serif text-2xl text-balance outline-none">
      {children}
    </h1>
  )
}

/** For whenever what had the focus is gone. */
export function focusPageHeading() {
  document.querySelector<HTMLElement>('main h1')?.focus()
}
