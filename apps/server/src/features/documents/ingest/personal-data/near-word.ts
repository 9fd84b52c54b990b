/** So far before something a word may stand that says what it is: a label, a column's name. */
const BEFORE = 60

/** Whether a word of `words` stands shortly before a place, in its paragraph. */
export function isNearWord(text: string, at: number, words: RegExp): boolean {
  const before = text.slice(Math.max(0, at - BEFORE), at)
  return words.test(before.slice(before.lastIndexOf('\n\n') + 1))
}
