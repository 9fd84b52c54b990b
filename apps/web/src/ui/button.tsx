import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

const LOOKS = {
  solid: 'border border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  outline: 'border border-line-strong bg-raised hover:border-ink-soft',
  danger: 'border border-transparent bg-danger text-on-accent hover:brightness-90',
  quiet: 'text-ink-soft hover:bg-sunken hover:text-ink',
}

type Props = ComponentProps<'button'> & { look: keyof typeof LOOKS }

/** A button with words on it. */
export function Button({ look, className = '', ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(
        'touch-target inline-flex min-h-9 items-center justify-center gap-2 rounded-md px-3 text-sm font-medium',
        'transition-colors duration-(--duration-fast) aria-disabled:opacity-60',
        LOOKS[look],
        className,
      )}
    />
  )
}
