import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { isNearWord } from './near-word.ts'
import { type Match, matchesOf } from './match.ts'

/** Digits with what people put between them. Bounded, so that a megabyte of digits is looked at once. */
const CANDIDATE = /(?<![\p{L}\p{N}_.,/#+=-])(?:\+|00|\(|\d)[\d ()/.\u00a0\u2010-\u2013-]{5,26}\d(?![\p{L}\p{N}_/=-])/gu
const WORD =
  /(?<!\p{L})(?:tele|tel|phone|mobile?|cell|call|contact|fax|fon|handy|mobil|rufnummer|durchwahl|móvil|teléfono|téléphone|portable|cellulare)/iu
/** As written in the United States: nothing else looks like it. */
const AMERICAN = /^\(\d{3}\) ?\d{3}[-.]\d{4}$/
const HOME_COUNTRIES: readonly CountryCode[] = ['DE', 'US', 'GB', 'FR', 'ES', 'IT', 'CH', 'AT']
/** Looking at one takes some microseconds. A list of more numbers than that is personal long before its end. */
const LOOKED_AT_MAX = 20_000

/**
 * Phone numbers that exist by the plans of their countries: in international form anywhere, in a national form only where a
 * word says that it is one.
 */
export function* findPhones(text: string): Generator<Match> {
  let lookedAt = 0
  for (const { start, end, content } of matchesOf(text, CANDIDATE)) {
    const isInternational = /^(?:\+|00)/.test(content)
    const isNational = AMERICAN.test(content) || isNearWord(text, start, WORD)
    if (!isInternational && !isNational) continue
    lookedAt++
    if (lookedAt > LOOKED_AT_MAX) return
    if (isPhone(content, isInternational)) yield { start, end }
  }
}

function isPhone(content: string, isInternational: boolean): boolean {
  if (isInternational) return parsePhoneNumberFromString(content.replace(/^00/, '+'))?.isValid() === true
  return HOME_COUNTRIES.some((country) => parsePhoneNumberFromString(content, country)?.isValid() === true)
}
