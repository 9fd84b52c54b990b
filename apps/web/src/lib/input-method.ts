type Key = Pick<KeyboardEvent, 'key' | 'isComposing' | 'keyCode'>

/** While an input method composes, browsers report this instead of a key. Safari's last key only shows here. */
const COMPOSING_KEY_CODE = 229

/** Whether a key went to an input method: it chooses or drops a word there, and means nothing here. */
export function isOfInputMethod({ isComposing, keyCode }: Omit<Key, 'key'>): boolean {
  return isComposing || keyCode === COMPOSING_KEY_CODE
}

/** Escape that is meant for the page. */
export function isEscape(pressed: Key): boolean {
  return pressed.key === 'Escape' && !isOfInputMethod(pressed)
}
