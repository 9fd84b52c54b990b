import type { ReactNode } from 'react'
import { classes } from './classes.ts'

const TONES = {
  plain: 'border-line bg-sunken text-ink-soft',
  accent: 'border-transparent bg-accent-soft text-accent-strong',
  attention: 'border-notice-line bg-notice-soft text-ink',
}

/** A word or two about the thing beside it. */
export function Tag({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  return (
    <span className={classes('inline-block rounded-sm border px-1.5 text-xs whitespace-nowrap', TONES[tone])}>
      {children}
    </span>
  )
}
