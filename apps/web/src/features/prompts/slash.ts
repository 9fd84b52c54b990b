/** Whether prompts are offered as one types: from a slash in an empty field until it is no slash and a name any more. */
export function isSlashOpen(wasOpen: boolean, before: string, draft: string): boolean {
  if (before === '' && draft === '/') return true
  return wasOpen && /^\/[^\n]{0,100}$/u.test(draft)
}
