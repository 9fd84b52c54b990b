export const MESSAGE_FIELD_ID = 'message-field'

export function focusMessageField() {
  document.getElementById(MESSAGE_FIELD_ID)?.focus()
}
