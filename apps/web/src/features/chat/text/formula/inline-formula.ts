/**
 * Whether what stands between two single dollars is a formula. Money has dollars too, so a formula touches both of them, does not
 * stand in a word, and looks like one.
 */
export function isFormulaInDollars(content: string, before: string, after: string): boolean {
  if (content === '' || /^\s|\s$/.test(content)) return false
  if (/[\p{L}\p{N}$]/u.test(before) || /[\p{L}\p{N}$]/u.test(after)) return false
  // $5/month or 10$: a number, then words.
  if (/^\d/.test(content) && /(?<![\\\p{L}])\p{L}{2,}/u.test(content)) return false
  return hasFormulaMarks(content) || isShort(content)
}

/** `\(…\)` and `\[…\]` are brackets that must not be read as Markdown, too: `\[1\](address)`, `\(optional\)`. */
export function isFormulaInBrackets(content: string, after: string): boolean {
  const text = content.trim()
  return text !== '' && after !== '(' && (hasFormulaMarks(text) || isShort(text))
}

const hasFormulaMarks = (text: string) => /[\\^_{}=<>]/.test(text)

const MAX_SHORT = 60

/** A name, a number, or a sum of a few. Each character is either a part or what stands between parts, so that it is read once. */
function isShort(text: string): boolean {
  return (
    text.length <= MAX_SHORT &&
    /^[\p{L}\p{N}|.'!]{1,3}(?:\s?[+*/,:()-](?:\s?[\p{L}\p{N}|.'!]{1,3})?){0,12}$/u.test(text)
  )
}
