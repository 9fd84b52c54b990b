import { useEffect, useEffectEvent } from 'react'
import { readPreference } from './preferences.ts'

/**
 * The keys that do something, but for those that a place itself tells of (`/` in an empty message, for prompts) and those that do what
 * they always do (arrows in a menu; Home, which here also brings the beginning of a long chat). `letter`: this character does it wherever nothing is typed, and can be turned off in the
 * settings (WCAG 2.1.4); the others are heard where they happen, and stand here to be told. No Ctrl, Alt or Cmd: those belong
 * to the browser, to the system and, Ctrl+Alt above all, to screen readers, which keep letters to themselves while they read.
 */
export const SHORTCUTS = {
  help: { group: 'everywhere', letter: '?' },
  close: { group: 'everywhere', keys: ['Escape'] },
  newChat: { group: 'chat', letter: 'n' },
  search: { group: 'chat', letter: '/' },
  nextMessage: { group: 'chat', letter: 'j' },
  previousMessage: { group: 'chat', letter: 'k' },
  previousVersion: { group: 'chat', letter: 'h' },
  nextVersion: { group: 'chat', letter: 'l' },
  send: { group: 'writing', keys: ['Enter'] },
  newLine: { group: 'writing', keys: ['Shift', 'Enter'] },
} as const satisfies Record<string, { group: ShortcutGroup; letter: string } | { group: ShortcutGroup; keys: string[] }>

export const SHORTCUT_GROUPS = ['everywhere', 'chat', 'writing'] as const
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number]

export type ShortcutId = keyof typeof SHORTCUTS
/** Those that are heard here. */
export type LetterShortcutId = {
  [Id in ShortcutId]: (typeof SHORTCUTS)[Id] extends { letter: string } ? Id : never
}[ShortcutId]

/** Who does something at a shortcut, for as long as the component is on the page; the last one that came is asked. */
export function useShortcut(id: LetterShortcutId, handler: () => void) {
  const onPress = useEffectEvent(handler)
  useEffect(() => {
    const entry = { id, onPress: () => onPress() }
    if (entries.length === 0) addEventListener('keydown', onKeyDown)
    entries.push(entry)
    return () => {
      entries.splice(entries.indexOf(entry), 1)
      if (entries.length === 0) removeEventListener('keydown', onKeyDown)
    }
  }, [id])
}

const entries: { id: LetterShortcutId; onPress: () => void }[] = []

function onKeyDown(event: KeyboardEvent) {
  const id = shortcutOf(event)
  if (id === null || !readPreference('letterShortcuts') || isTakenBy(event.target)) return
  const entry = entries.findLast((one) => one.id === id)
  if (!entry) return
  event.preventDefault() // or the letter would be written where the handler put the focus
  entry.onPress()
}

/** Where one writes, or finds something by its first letter, a letter is a letter; behind a dialog nothing is done. */
function isTakenBy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest(TAKES_LETTERS) !== null) return true
  return document.querySelector('dialog:modal') !== null
}

const TAKES_LETTERS =
  'input:not([type=radio], [type=checkbox]), textarea, select, [role=menu], [role=listbox], [role=combobox]'

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'defaultPrevented'
>

/** Which shortcut this is; null for none. By what the key writes: `?` and `/` are elsewhere on other keyboards. */
export function shortcutOf(pressed: Pressed): LetterShortcutId | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing || pressed.defaultPrevented)
    return null
  const isLetter = /^\p{L}$/u.test(pressed.key)
  if (isLetter && pressed.shiftKey) return null
  const written = pressed.key.toLowerCase() // with Caps Lock on
  return LETTERS.find(([, letter]) => letter === written)?.[0] ?? null
}

const LETTERS = Object.entries(SHORTCUTS).flatMap(([id, shortcut]) =>
  'letter' in shortcut ? [[id as LetterShortcutId, shortcut.letter] as const] : [],
)
