// By country: all of them together take as long to load as a file takes to be read.
import { ssn as ahv } from 'stdnum/lib/cjs/ch/index.js'
import { idnr, svnr } from 'stdnum/lib/cjs/de/index.js'
import { dni, nie } from 'stdnum/lib/cjs/es/index.js'
import { nir } from 'stdnum/lib/cjs/fr/index.js'
import { nino } from 'stdnum/lib/cjs/gb/index.js'
import { codicefiscale } from 'stdnum/lib/cjs/it/index.js'
import { ssn } from 'stdnum/lib/cjs/us/index.js'
import { isNearWord } from './near-word.ts'
import { type Match, matchesOf } from './match.ts'

interface Kind {
  /** Knows which digits check the others, and which numbers are never given out. */
  number: { validate: (value: string) => { isValid: boolean } }
  pattern: RegExp
  /** A pattern that much else has: it counts only where one of these words is near. */
  near?: RegExp
}

const BEFORE = '(?<![\\p{L}\\p{N}_/#.,-])'
const AFTER = '(?![\\p{L}\\p{N}_/-])'
const pattern = (source: string) => new RegExp(`${BEFORE}(?:${source})${AFTER}`, 'gu')

const KINDS: readonly Kind[] = [
  { number: ssn, pattern: pattern('\\d{3}-\\d{2}-\\d{4}') },
  {
    number: ssn,
    pattern: pattern('\\d{9}|\\d{3} \\d{2} \\d{4}'),
    near: /\bssn\b|social security/i,
  },
  { number: nino, pattern: pattern('[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]') },
  {
    number: idnr,
    pattern: pattern('\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}'),
    near: /steuer|\bid-?nr\b|identifikationsnummer|\btin\b|tax id/i,
  },
  { number: svnr, pattern: pattern('\\d{2} ?\\d{6} ?[A-Z] ?\\d{3}') },
  { number: nir, pattern: pattern('[1-4] ?\\d{2} ?\\d{2} ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}') },
  { number: dni, pattern: pattern('\\d{8}-?[A-HJ-NP-TV-Z]') },
  { number: nie, pattern: pattern('[XYZ]-?\\d{7}-?[A-HJ-NP-TV-Z]') },
  {
    number: codicefiscale,
    pattern: pattern('[A-Z]{6}[\\dLMNP-V]{2}[A-EHLMPR-T][\\dLMNP-V]{2}[A-Z][\\dLMNP-V]{3}[A-Z]'),
  },
  { number: ahv, pattern: pattern('756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}') },
]

/** Numbers that a state gives to a person, by form and check digit. */
export function* findNationalIds(text: string): Generator<Match> {
  for (const { number, pattern: form, near } of KINDS) {
    for (const { start, end, content } of matchesOf(text, form)) {
      if (near !== undefined && !isNearWord(text, start, near)) continue
      if (number.validate(content).isValid) yield { start, end }
    }
  }
}
