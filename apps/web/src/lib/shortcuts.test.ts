import { expect, test } from 'vitest'
import { SHORTCUTS, shortcutOf } from './shortcuts.ts'

const NOTHING_ELSE = {
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  defaultPrevented: false,
}

test('a character is its shortcut on whichever key it is written, also with Caps Lock (U63)', () => {
  expect(shortcutOf({ ...NOTHING_ELSE, key: '?', shiftKey: true })).toBe('help')
  expect(shortcutOf({ ...NOTHING_ELSE, key: '/', shiftKey: true })).toBe('search')
  expect(shortcutOf({ ...NOTHING_ELSE, key: 'J' })).toBe('nextMessage')
  expect(shortcutOf({ ...NOTHING_ELSE, key: 'x' })).toBeNull()
})

test.each(['ctrlKey', 'metaKey', 'altKey', 'shiftKey', 'isComposing', 'defaultPrevented'])(
  'with %s, a letter belongs to somebody else (U63)',
  (mark) => {
    expect(shortcutOf({ ...NOTHING_ELSE, key: 'k' })).toBe('previousMessage')
    expect(shortcutOf({ ...NOTHING_ELSE, key: 'k', [mark]: true })).toBeNull()
  },
)

test('no two shortcuts are the same key (U63)', () => {
  const keys = Object.values(SHORTCUTS).map((one) => ('letter' in one ? one.letter : one.keys.join('+')))
  expect(new Set(keys).size).toBe(keys.length)
})
