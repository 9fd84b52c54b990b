import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

type Props = Omit<ComponentProps<'button'>, 'children'> & { icon: LucideIcon; label: string }

/** A button that is only an icon; its label is its name and its tooltip. */
export function IconButton({ icon: Icon, label, className = '', ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'touch-target inline-flex size-9 shrink-0 items-center justify-center rounded-md text-ink-soft',
        'transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink',
        className,
      )}
    >
      <Icon aria-hidden size={18} strokeWidth={1.75} />
    </button>
  )
}
