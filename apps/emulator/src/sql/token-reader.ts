import { syntaxError, type SqlError } from './sql-error.ts'
import type { Token } from './tokenize.ts'

/** Words that cannot name anything unless quoted (snowflake docs: reserved-keywords). */
const RESERVED = new Set(
  `ALL ALTER AND ANY AS BETWEEN BY CASE CHECK COLUMN CONNECT CREATE CROSS CURRENT DELETE DISTINCT DROP ELSE EXISTS FALSE
  FOLLOWING FOR FROM FULL GRANT GROUP HAVING ILIKE IN INCREMENT INNER INSERT INTERSECT INTO IS JOIN LATERAL LEFT LIKE
  MINUS NATURAL NOT NULL OF ON OR ORDER QUALIFY REGEXP REVOKE RIGHT RLIKE ROW ROWS SAMPLE SELECT SET SOME START TABLE
  TABLESAMPLE THEN TO TRIGGER TRUE TRY_CAST UNION UNIQUE UPDATE USING VALUES WHEN WHENEVER WHERE WITH`.split(/\s+/),
)

/** A position in one statement. `accept…` moves on only over what it was asked for; the others refuse what they do not find. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #index = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[this.#index + ahead] ?? this.#tokens.at(-1)
    if (!token) throw new Error('a statement has at least its end')
    return token
  }

  next(): Token {
    const token = this.peek()
    this.#index += 1
    return token
  }

  /** Takes these words if they all come next. */
  accept(words: string): boolean {
    const wanted = words.split(' ')
    if (!wanted.every((word, ahead) => this.peek(ahead).kind === 'word' && this.peek(ahead).value === word))
      return false
    this.#index += wanted.length
    return true
  }

  /** Takes the first of these that comes next. */
  acceptOne<const T extends string>(choices: readonly T[]): T | null {
    return choices.find((words) => this.accept(words)) ?? null
  }

  expect(words: string): void {
    for (const word of words.split(' ')) if (!this.accept(word)) throw this.unexpected()
  }

  expectOne<const T extends string>(choices: readonly T[]): T {
    const choice = this.acceptOne(choices)
    if (choice === null) throw this.unexpected()
    return choice
  }

  acceptSymbol(symbol: string): boolean {
    const { kind, text } = this.peek()
    if (kind !== 'symbol' || text !== symbol) return false
    this.#index += 1
    return true
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) throw this.unexpected()
  }

  /** An unquoted identifier comes in capitals, a quoted one as written. */
  identifier(): string {
    const token = this.peek()
    const named = token.kind === 'quoted' ? token.value !== '' : token.kind === 'word' && !RESERVED.has(token.value)
    if (!named) throw this.unexpected()
    return this.next().value
  }

  /** `a.b.c` */
  qualifiedName(): string[] {
    const parts = [this.identifier()]
    while (this.acceptSymbol('.')) parts.push(this.identifier())
    return parts
  }

  string(): string {
    if (this.peek().kind !== 'string') throw this.unexpected()
    return this.next().value
  }

  /** Where it stands, to ask later what was read from here on. */
  mark(): number {
    return this.#index
  }

  /** What was read since then, in capitals where it is words, as Snowflake names a column that has no name. */
  textSince(mark: number): string {
    const texts = this.#tokens.slice(mark, this.#index).map(({ kind, text, value }) => (kind === 'word' ? value : text))
    return texts.join(' ').replaceAll(/ ?(\(|\)|\.|::) ?|( ),/g, (_, sign: string | undefined) => sign ?? ',')
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.unexpected()
  }

  unexpected(token: Token = this.peek()): SqlError {
    return syntaxError(token, token.text)
  }
}
