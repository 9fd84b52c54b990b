import type { TenantTx } from '../../../store/doors.ts'
import { FILLER_WORDS } from './filler-words.ts'
import { searchableText } from './searchable-text.ts'

/** A word of a question, with everything in a passage that counts as the same. */
export interface QuestionWord {
  /** As it was written, in small letters. */
  word: string
  /** Itself and its English and German stems. */
  lexemes: readonly string[]
}

/** More words than these change no order: each is looked for in every passage. */
const WORDS_MAX = 24

/** Postgres keeps no longer word of a passage (2,046 bytes), and a search for one fails. */
const LEXEME_MAX_BYTES = 2_000

/** The words of a question that say what it is about, in their order, each once. */
export async function questionWords(tx: TenantTx, question: string): Promise<QuestionWord[]> {
  const { rows } = await tx.$client.query<TokenRow>(TOKENS, [searchableText(question), NO_WORDS])
  const shouts = question === question.toUpperCase()
  const found = new Map<string, QuestionWord>()
  for (const { token, english, german } of rows) {
    const word = token.toLowerCase()
    const lexemes = new Set([word, ...english, ...german])
    if ([...lexemes].some((lexeme) => Buffer.byteLength(lexeme) > LEXEME_MAX_BYTES)) continue
    // Nothing is left of a word that every text has, in either language.
    const isCommon = english.length === 0 || german.length === 0 || FILLER_WORDS.has(word)
    const isShort = !shouts && ACRONYM.test(token)
    if (isCommon && !isShort) continue
    const key = english[0] ?? word
    if (!found.has(key)) found.set(key, { word, lexemes: [...lexemes] })
    if (found.size === WORDS_MAX) break
  }
  return [...found.values()]
}

/** IT, HR, US: words that are common only in small letters. */
const ACRONYM = /^\p{Lu}{2,5}$/u

interface TokenRow {
  token: string
  english: string[]
  german: string[]
}

/** Of what the parser finds: gaps, tags, entities, and words with hyphens, whose parts it gives too. */
const NO_WORDS = [12, 13, 14, 15, 16, 17, 23]

const TOKENS = `
  SELECT token, coalesce(ts_lexize('english_stem', lower(token)), '{}') AS english,
         coalesce(ts_lexize('german_stem', lower(token)), '{}') AS german
  FROM ts_parse('default', $1) WITH ORDINALITY AS parsed(tokid, token, place)
  WHERE tokid <> ALL ($2) ORDER BY place`
