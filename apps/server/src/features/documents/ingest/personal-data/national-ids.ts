import { stdnum } from 'stdnum'
import { isNearWord } from './near-word.ts'
import { type Match, matchesOf } from './match.ts'

interface Kind {
  country: string
  /** Of the `stdnum` package, which knows the check digits. */
  name: string
  pattern: RegExp
  /** A pattern that much else has: it counts only where one of these words is near. */
  near?: RegExp
}

const BEFORE = '(?<![\\p{L}\\p{N}_/#.,-])'
const AFTER = '(?![\\p{L}\\p{N}_/-])'
const pattern = (source: string) => new RegExp(`${BEFORE}(?:${source})${AFTER}`, 'gu')

const KINDS: readonly Kind[] = [
  { country: 'US', name: 'ssn', pattern: pattern('\\d{3}-\\d{2}-\\d{4}') },
  {
    country: 'US',
    name: 'ssn',
    pattern: pattern('\\d{9}|\\d{3} \\d{2} \\d{4}'),
    near: /\bssn\b|social security/i,
  },
  { country: 'GB', name: 'nino', pattern: pattern('[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]') },
  {
    country: 'DE',
    name: 'idnr',
    pattern: pattern('\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}'),
    near: /steuer|\bid-?nr\b|identifikationsnummer|\btin\b|tax id/i,
  },
  { country: 'DE', name: 'svnr', pattern: pattern('\\d{2} ?\\d{6} ?[A-Z] ?\\d{3}') },
  { country: 'FR', name: 'nir', pattern: pattern('[1-4] ?\\d{2} ?\\d{2} ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}') },
  { country: 'ES', name: 'dni', pattern: pattern('\\d{8}-?[A-HJ-NP-TV-Z]') },
  { country: 'ES', name: 'nie', pattern: pattern('[XYZ]-?\\d{7}-?[A-HJ-NP-TV-Z]') },
  {
    country: 'IT',
    name: 'codicefiscale',
    pattern: pattern('[A-Z]{6}[\\dLMNP-V]{2}[A-EHLMPR-T][\\dLMNP-V]{2}[A-Z][\\dLMNP-V]{3}[A-Z]'),
  },
  { country: 'CH', name: 'ssn', pattern: pattern('756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}') },
]

/** Numbers that a state gives to a person, by form and check digit. */
export function* findNationalIds(text: string): Generator<Match> {
  for (const { country, name, pattern: form, near } of KINDS) {
    for (const { start, end, content } of matchesOf(text, form)) {
      if (near !== undefined && !isNearWord(text, start, near)) continue
      if (stdnum[country]?.[name]?.validate(content).isValid === true) yield { start, end }
    }
  }
}
