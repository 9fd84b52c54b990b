import { syntaxError } from './sql-error.ts'

/** A piece of SQL and where it starts: lines count from 1, positions in a line from 0, as Snowflake counts. */
export interface Token {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end'
  /** As it was written. */
  text: string
  /** What it means: a word in capitals, a quoted identifier or a string without quotes and escapes. */
  value: string
  line: number
  position: number
}

const SPACE_OR_COMMENT = /(?:\s+|--[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y
const PATTERNS: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['word', /[A-Za-z_][A-Za-z0-9_$]*/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['string', /'(?:[^'\\]|''|\\[^])*'/y],
  ['string', /\$\$[^]*?\$\$/y],
  ['symbol', /=>|::|<=|>=|<>|!=|\|\||[^]/uy],
]
/** What begins with one of these has not matched a whole quote or comment above, so its end is missing. */
const UNTERMINATED = /["']|\$\$|\/\*/y
const WORD_START = /[A-Za-z_]/

/** Splits a text into tokens, comments left out, with an `end` token last. @throws SqlError at a quote without its end */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  let offset = 0
  let line = 1
  let lineStart = 0

  function take(pattern: RegExp): string | null {
    pattern.lastIndex = offset
    const text = pattern.exec(sql)?.[0]
    if (!text) return null
    offset += text.length
    return text
  }

  /** Looks at what was just taken and no further, or a long text would take for ever. */
  function countLines(from: number) {
    const taken = sql.slice(from, offset)
    for (let at = taken.indexOf('\n'); at !== -1; at = taken.indexOf('\n', at + 1)) {
      line += 1
      lineStart = from + at + 1
    }
  }

  while (true) {
    const before = offset
    take(SPACE_OR_COMMENT)
    countLines(before)
    const start = { line, position: offset - lineStart }
    if (offset >= sql.length) return tokens.concat({ kind: 'end', text: '<EOF>', value: '', ...start })
    const from = offset
    const token = nextToken(take)
    if (token.kind === 'symbol') {
      UNTERMINATED.lastIndex = from
      if (UNTERMINATED.test(sql)) throw syntaxError(start, sql.slice(from, from + 32))
    }
    // `12X` is neither a number nor a name; read as both it would be a number under another name.
    if (token.kind === 'number' && WORD_START.test(sql.charAt(offset))) {
      throw syntaxError({ line, position: offset - lineStart }, sql.slice(offset, offset + 32))
    }
    countLines(from)
    tokens.push({ ...token, ...start })
  }
}

function nextToken(take: (pattern: RegExp) => string | null): Pick<Token, 'kind' | 'text' | 'value'> {
  for (const [kind, pattern] of PATTERNS) {
    const text = take(pattern)
    if (text !== null) return { kind, text, value: meaning(kind, text) }
  }
  throw new Error('unreachable: the last pattern takes any character')
}

function meaning(kind: Token['kind'], text: string): string {
  if (kind === 'word') return text.toUpperCase()
  if (kind === 'quoted') return text.slice(1, -1).replaceAll('""', '"')
  if (kind === 'string') return text.startsWith('$$') ? text.slice(2, -2) : unescapeString(text.slice(1, -1))
  return text
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0' }

/** Quotes doubled or after a backslash, and the backslash sequences (snowflake docs: data-types-text). */
function unescapeString(text: string): string {
  return text.replaceAll(/''|\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\([^])/gi, (whole, hex, unicode, single) => {
    if (whole === "''") return "'"
    const digits: unknown = hex ?? unicode
    if (typeof digits === 'string') return String.fromCharCode(Number.parseInt(digits, 16))
    return ESCAPES[String(single)] ?? String(single)
  })
}
