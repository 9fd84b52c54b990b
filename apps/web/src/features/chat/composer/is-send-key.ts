import { isOfInputMethod } from '../../../lib/input-method.ts'

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>

/** Enter sends; Shift+Enter is a new line; the Enter that chooses a word in an input method is neither. */
export function isSendKey(pressed: Key): boolean {
  return pressed.key === 'Enter' && !pressed.shiftKey && !isOfInputMethod(pressed)
}
