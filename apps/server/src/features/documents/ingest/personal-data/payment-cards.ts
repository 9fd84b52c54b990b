import { type Match, matchesOf } from './match.ts'

/** Digits together, or in groups of at least two; nothing that is part of something longer. */
const CANDIDATE = /(?<![\p{L}\p{N}_.,/#-])\d(?:[ \u00a0-]?\d){12,18}(?![\p{L}\p{N}_/-])/gu

/** Visa, Mastercard, American Express, Discover, JCB, Diners Club and UnionPay: how each begins, and how long it is. */
const ISSUERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|65|64[4-9])/, [16, 19]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^3(?:0[0-5]|[68])/, [14]],
  [/^62/, [16, 17, 18, 19]],
]

/** Numbers that an issuer gives out and whose last digit is right (Luhn). */
export function* findPaymentCards(text: string): Generator<Match> {
  for (const { start, end, content } of matchesOf(text, CANDIDATE)) {
    const digits = content.replaceAll(/\D/g, '')
    const isIssued = ISSUERS.some(([prefix, lengths]) => lengths.includes(digits.length) && prefix.test(digits))
    if (isIssued && isGrouped(content) && isLuhn(digits)) yield { start, end }
  }
}

/** As cards show them: in one, or in three to five groups. Single digits with blanks between them are a table's row. */
function isGrouped(content: string): boolean {
  const groups = content.split(/\D/)
  return groups.length === 1 || (groups.length <= 5 && groups.every((group) => group.length >= 3))
}

function isLuhn(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0 && /[1-9]/.test(digits)
}
