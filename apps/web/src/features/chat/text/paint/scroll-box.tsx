import type { ReactNode } from 'react'

/** What may be wider than the page scrolls in here. Only what takes focus can be scrolled with the keyboard. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto -outline-offset-2">
      {children}
    </div>
  )
}
