const HIDDEN = '•••'

/** Its first and its last character, of an e-mail address those of both sides; of what is short nothing. */
export function mask(value: string): string {
  const at = value.lastIndexOf('@')
  return at === -1 ? maskPart(value) : `${maskPart(value.slice(0, at))}@${maskPart(value.slice(at + 1))}`
}

function maskPart(part: string): string {
  const characters = Array.from(part.trim())
  return characters.length < 5 ? HIDDEN : `${characters.at(0)}${HIDDEN}${characters.at(-1)}`
}
