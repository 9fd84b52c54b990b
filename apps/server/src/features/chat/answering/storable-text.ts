import { isDeeperThan, MAX_JSON_DEPTH } from '@coco/shared/json-depth'

/** What a database cannot keep is shown as what it is kept as: U+FFFD, the sign for "no such character". */
const REPLACEMENT = '\uFFFD'

/** One piece of an answer. Half a surrogate pair stays: its other half may be in the next piece. */
export function withoutNul(piece: string): string {
  return piece.includes('\0') ? piece.replaceAll('\0', REPLACEMENT) : piece
}

const MAX_JSON_CHARS = 16_384

/** Upstream's account of itself, or null when it is nothing that a database can keep: too large, too deep, NUL inside. */
export function storableJson(value: Record<string, unknown> | null): Record<string, unknown> | null {
  if (value === null || isDeeperThan(value, MAX_JSON_DEPTH)) return null
  const text = JSON.stringify(value)
  return text.length > MAX_JSON_CHARS || UNSTORABLE.test(text) ? null : value
}

/** JSON writes NUL and half a surrogate pair as escapes. */
const UNSTORABLE = /\\u(0000|d[89ab]..|d[c-f]..)/i
