type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>

/** While an input method composes, browsers report this instead of a key. Safari's last Enter only shows here. */
const COMPOSING_KEY_CODE = 229

/** Enter sends; Shift+Enter is a new line; the Enter that chooses a word in an input method is neither. */
export function isSendKey({ key, shiftKey, isComposing, keyCode }: Key): boolean {
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== COMPOSING_KEY_CODE
}
