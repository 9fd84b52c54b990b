import { type Match, matchesOf } from './match.ts'

/** Of English, German, French, Spanish and Italian. */
const WORD =
  /(?<!\p{L})(?:salar(?:y|ies)|wages?|compensation|remuneration|payroll|(?:annual|base|gross|net|monthly|hourly|yearly) pay|paid annually|\p{L}{0,12}gehalt|\p{L}{0,12}gehälter|\p{L}{0,8}lohn|vergütung|salaires?|rémunération|sueldos?|salarios?|stipendi[oa]?|retribuzione)(?!\p{L})/giu
const CURRENCY = '(?:[€$£¥]|EUR|USD|GBP|CHF|SEK|DKK|NOK|PLN|[Ee]uros?|[Dd]ollars?|[Pp]ounds?|[Ff]ran(?:cs|ken))'
const NUMBER = String.raw`\d{1,3}(?:[.,'’ \u00a0]\d{3}){1,3}(?:[.,]\d{2})?|\d{2,9}(?:[.,]\d{1,2})?`
const SCALE = '(?: ?(?:k|K|thousand|Tsd\\.?))?'
/** An amount with its currency on either side. */
const AMOUNT = new RegExp(
  `${CURRENCY} ?(?:${NUMBER})${SCALE}(?!\\p{N})|(?<![\\p{L}\\p{N}.,])(?:${NUMBER})${SCALE} ?${CURRENCY}(?!\\p{L})`,
  'u',
)
/** In a table the column has said what it is: a number of at least three digits is enough. */
const LABELLED = new RegExp(`^[^\\n:=|\\d]{0,30}[:=|\\t] ?((?:${CURRENCY} ?)?(?:${NUMBER})${SCALE})(?![\\p{N}%])`, 'u')
const AFTER = 100
const BEFORE = 40

/** Amounts of money near a word for pay. */
export function* findSalaries(text: string): Generator<Match> {
  for (const { start, end } of matchesOf(text, WORD)) yield* amountAfter(text, end) ?? amountBefore(text, start)
}

function amountAfter(text: string, from: number): [Match] | null {
  const after = text.slice(from, from + AFTER)
  const paragraph = after.split('\n\n', 1)[0] ?? ''
  const labelled = LABELLED.exec(paragraph)
  const value = labelled?.[1]
  if (labelled !== null && value !== undefined && value.replaceAll(/\D/g, '').length >= 3) {
    const end = from + labelled[0].length
    return [{ start: end - value.length, end }]
  }
  const amount = AMOUNT.exec(paragraph)
  return amount === null ? null : [{ start: from + amount.index, end: from + amount.index + amount[0].length }]
}

/** "a salary of", and "85,000 EUR annual pay" the other way round. */
function amountBefore(text: string, to: number): Match[] {
  const from = Math.max(0, to - BEFORE)
  const before = text.slice(from, to)
  const paragraph = before.slice(before.lastIndexOf('\n') + 1)
  const amount = AMOUNT.exec(paragraph)
  if (amount === null) return []
  const start = to - paragraph.length + amount.index
  return [{ start, end: start + amount[0].length }]
}
