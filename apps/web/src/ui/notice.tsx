import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

const TONES = {
  calm: 'border-line bg-sunken',
  attention: 'border-notice-line bg-notice-soft',
  danger: 'border-danger-line bg-danger-soft',
}

interface Props {
  icon: LucideIcon
  tone: keyof typeof TONES
  children: ReactNode
}

/** Something that a person should know, set apart from the text. Whether it is announced is up to who places it. */
export function Notice({ icon: Icon, tone, children }: Props) {
  return (
    <div className={classes('appear flex gap-3 rounded-md border px-3.5 py-3 text-sm sm:px-4', TONES[tone])}>
      <Icon aria-hidden size={18} strokeWidth={1.75} className="mt-px shrink-0 max-[24rem]:hidden" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
