import type { TokenReader } from './token-reader.ts'

/**
 * `NAME = value` pairs to the end of the statement, with or without commas between them.
 * @param values how the value of each known name is read; any other name, and a name said twice, is unexpected
 */
export function parseProperties<T extends object>(
  reader: TokenReader,
  values: { readonly [Name in keyof T]: (reader: TokenReader) => T[Name] },
): Partial<T> {
  const unread = new Map<string, (reader: TokenReader) => unknown>(Object.entries(values))
  const properties: Partial<T> = {}
  while (reader.peek().kind !== 'end') {
    if (unread.size < Object.keys(values).length) reader.acceptSymbol(',')
    const { kind, value: name } = reader.peek()
    const read = kind === 'word' ? unread.get(name) : undefined
    if (!read) throw reader.unexpected()
    unread.delete(name)
    reader.next()
    reader.expectSymbol('=')
    Reflect.set(properties, name, read(reader))
  }
  return properties
}

export const textValue = (reader: TokenReader) => reader.string()
export const booleanValue = (reader: TokenReader) => reader.expectOne(['TRUE', 'FALSE']) === 'TRUE'

/** A whole number that is not negative. */
export function countValue(reader: TokenReader): number {
  const token = reader.peek()
  if (token.kind !== 'number' || !/^\d{1,9}$/.test(token.text)) throw reader.unexpected()
  reader.next()
  return Number(token.text)
}
