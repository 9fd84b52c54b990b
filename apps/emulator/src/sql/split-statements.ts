import { tokenize, type Token } from './tokenize.ts'

/** The tokens of each statement of a text, each list with an `end` token last; empty statements are left out. */
export function splitStatements(sql: string): Token[][] {
  const statements: Token[][] = []
  let current: Token[] = []
  for (const token of tokenize(sql)) {
    const ends = token.kind === 'end' || (token.kind === 'symbol' && token.text === ';')
    if (!ends) {
      current.push(token)
      continue
    }
    if (current.length > 0)
      statements.push([...current, { ...token, kind: 'end', text: token.kind === 'end' ? token.text : ';' }])
    current = []
  }
  return statements
}
