import {
  cloneElement,
  type MouseEventHandler,
  type PointerEventHandler,
  type ReactElement,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type MenuParts, useMenuParts } from './use-menu-parts.ts'

interface Props {
  /** What opens the menu. */
  trigger: ReactElement<TriggerProps>
  /** The menu's name for those who do not see where it hangs. */
  label: string
  align: 'start' | 'end'
  /** What stands in it, made of the parts it is given. */
  children: (parts: MenuParts) => ReactNode
}

interface TriggerProps {
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
  onClick?: MouseEventHandler
  onPointerDown?: PointerEventHandler
}

/**
 * A menu that opens from a button, and follows it in reading order. The button is there at once and the menu a moment
 * later; whoever was quicker finds it open, and keeps the focus.
 */
export function Menu({ trigger, label, align, children }: Props) {
  const { parts, retry } = useMenuParts()
  const [isOpen, setIsOpen] = useState(false)
  const hadFocus = useRef(false)
  const giveFocus = useCallback((button: HTMLButtonElement | null) => {
    if (hadFocus.current) button?.focus()
    hadFocus.current = false
  }, [])

  if (parts === null) {
    return (
      <EarlyButton
        trigger={trigger}
        onPress={() => {
          setIsOpen(true)
          retry()
        }}
        onGone={(isFocused) => (hadFocus.current = isFocused)}
      />
    )
  }
  const { OpenableMenu } = parts
  return (
    <OpenableMenu
      trigger={trigger}
      triggerRef={giveFocus}
      label={label}
      align={align}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      {children(parts)}
    </OpenableMenu>
  )
}

interface EarlyButtonProps {
  trigger: ReactElement<TriggerProps>
  onPress: () => void
  onGone: (isFocused: boolean) => void
}

/**
 * Stands where the button will be that can open its menu. It hears the press as it begins, as that one does: were it to wait
 * for the click, a press in the moment of the change would belong to neither.
 */
function EarlyButton({ trigger, onPress, onGone }: EarlyButtonProps) {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = place.current
    return () => onGone(element?.contains(document.activeElement) ?? false)
  }, [onGone])
  return (
    <span ref={place} className="contents">
      {cloneElement(trigger, {
        'aria-haspopup': 'menu',
        'aria-expanded': false,
        onClick: onPress,
        onPointerDown: ({ button, ctrlKey }) => button === 0 && !ctrlKey && onPress(),
      })}
    </span>
  )
}
