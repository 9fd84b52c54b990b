import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode, Ref } from 'react'
import { classes } from './classes.ts'

/**
 * The menu once somebody may open it, and what can stand in it. What it takes to place a menu on a page weighs more than
 * the rest of the first screen: nothing imports this file but `use-menu-parts.ts`, which fetches it.
 *
 * Not modal: the modal form locks scrolling with an inline style element, which the content security policy forbids.
 */
export function OpenableMenu({ trigger, triggerRef, label, align, isOpen, onOpenChange, children }: OpenableMenuProps) {
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger ref={triggerRef} asChild>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        aria-label={label}
        align={align}
        sideOffset={6}
        collisionPadding={12}
        className={classes(
          'appear z-20 max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-3rem)] min-w-60',
          'overflow-y-auto rounded-md border border-line bg-raised p-1.5 text-sm shadow-high',
        )}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

interface OpenableMenuProps {
  trigger: ReactNode
  triggerRef: Ref<HTMLButtonElement>
  label: string
  align: 'start' | 'end'
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

const ROW = classes(
  'touch-target relative flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2.5 py-1.5 outline-none select-none',
  'data-highlighted:bg-sunken data-highlighted:outline data-highlighted:-outline-offset-1 data-highlighted:outline-accent data-highlighted:outline-solid',
)

export function MenuHeading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-xs text-ink-faint">{children}</DropdownMenu.Label>
}

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.Item className={ROW} onSelect={onSelect}>
      {children}
    </DropdownMenu.Item>
  )
}

export function MenuLine() {
  return <DropdownMenu.Separator className="my-1.5 h-px bg-line" />
}

interface ChoiceProps {
  value: string
  onChange: (value: string) => void
  children: ReactNode
}

export function MenuChoice({ value, onChange, children }: ChoiceProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      {children}
    </DropdownMenu.RadioGroup>
  )
}

/** One of a choice; the tick keeps its place in every row, so that nothing shifts. */
export function MenuOption({ value, children }: { value: string; children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem value={value} className={ROW}>
      <span className="flex size-4 shrink-0 items-center justify-center">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden size={16} strokeWidth={2} />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1">{children}</span>
    </DropdownMenu.RadioItem>
  )
}
