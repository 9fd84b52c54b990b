import { type Match, matchesOf } from './match.ts'

const WORD =
  /(?<!\p{L})(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born(?: on)?|geboren(?: am)?|geburtsdatum|geburtstag|geb\.|date de naissance|née? le|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il)(?!\p{L})/giu
const MONTH =
  'jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|mär|avr|fév|juin|juil|aoû|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott'
const DATE = new RegExp(
  [
    String.raw`(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}`,
    String.raw`\d{1,2}[-/.] ?\d{1,2}[-/.] ?(?:(?:19|20)\d{2}|\d{2})`,
    String.raw`\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?(?:${MONTH})\p{L}{0,8}\.?,? (?:de )?(?:19|20)\d{2}`,
    String.raw`(?:${MONTH})\p{L}{0,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}`,
  ]
    .map((form) => `(?<![\\p{L}\\p{N}])${form}(?!\\p{N})`)
    .join('|'),
  'iu',
)
const LOOKED_AT = 60

/** Dates shortly after a word that says whose birth it was; a date alone is not one. */
export function* findBirthDates(text: string): Generator<Match> {
  for (const { end } of matchesOf(text, WORD)) {
    const after = text.slice(end, end + LOOKED_AT)
    const paragraph = after.split('\n\n', 1)[0] ?? ''
    const date = DATE.exec(paragraph)
    if (date !== null) yield { start: end + date.index, end: end + date.index + date[0].length }
  }
}
