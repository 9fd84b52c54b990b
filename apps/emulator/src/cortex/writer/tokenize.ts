/** Long words fall into several tokens, space goes with the word behind it: about four characters of English each. */
const TOKEN = /\s*(?:[\p{L}\p{M}]{1,6}|\p{N}{1,3}|[^\s\p{L}\p{N}])|\s+/gu

/** Beyond this a prompt is estimated: counting 20 MiB exactly would hold up every other answer. */
const EXACT_UP_TO_CHARACTERS = 1_000_000
const CHARACTERS_PER_TOKEN = 4

/** Cuts text into something like a model's tokens. Joined, they are the text. */
export function tokenize(text: string): string[] {
  return text.match(TOKEN) ?? []
}

export function countTokens(text: string): number {
  if (text.length > EXACT_UP_TO_CHARACTERS) return Math.ceil(text.length / CHARACTERS_PER_TOKEN)
  let count = 0
  for (const _token of text.matchAll(TOKEN)) count++
  return count
}
