/** Joins class names; what is false is left out. */
export function classes(...names: (string | false)[]): string {
  return names.filter(Boolean).join(' ')
}
