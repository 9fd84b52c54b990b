/**
 * What somebody typed, as a query of Postgres: all of the words, the last one perhaps not typed to its end. Each is quoted,
 * so that nothing in it is an operator.
 */
export function toSearchQuery(typed: string): string {
  const words = typed.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const quoted = words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`)
  return quoted.length === 0 ? '' : `${quoted.join(' & ')}:*`
}
