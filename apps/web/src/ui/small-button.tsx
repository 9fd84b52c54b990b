import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

type Props = ComponentProps<'button'> & { icon: LucideIcon }

/** A quiet button with an icon and a word, for what stands below a text. */
export function SmallButton({ icon: Icon, className = '', children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(
        'touch-target inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-sm px-1.5 text-xs text-ink-soft',
        'transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink',
        'aria-disabled:text-ink-faint aria-disabled:hover:bg-transparent',
        className,
      )}
    >
      <Icon aria-hidden size={14} strokeWidth={1.75} />
      {children}
    </button>
  )
}
