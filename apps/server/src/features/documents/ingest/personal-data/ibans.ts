import type { Match } from './match.ts'

const START = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?=[ -]?[A-Z0-9])/giu
/** Groups of four with blanks between them: the longest IBAN takes 42. */
const LOOKED_AT = 60

/** Letters of a country and how long its numbers are, from the registry of SWIFT. */
const LENGTHS: Record<string, number> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
  FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
  LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
  SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** What has the length of its country and leaves 1 when divided by 97 (ISO 13616). */
export function* findIbans(text: string): Generator<Match> {
  for (const { index } of text.matchAll(START)) {
    const length = LENGTHS[text.slice(index, index + 2).toUpperCase()]
    if (length === undefined) continue
    const taken = takeCharacters(text.slice(index, index + LOOKED_AT), length)
    if (taken !== null && remainder(taken.characters) === 1) yield { start: index, end: index + taken.end }
  }
}

/** So many letters and digits, single blanks and hyphens left out, after which none follows at once. */
function takeCharacters(text: string, wanted: number): { characters: string; end: number } | null {
  let characters = ''
  let end = 0
  for (; end < text.length && characters.length < wanted; end++) {
    const character = text[end] ?? ''
    if (/[A-Z0-9]/i.test(character)) characters += character.toUpperCase()
    else if (!/[ -]/.test(character) || /[ -]/.test(text[end - 1] ?? '')) return null
  }
  return characters.length < wanted || /[\p{L}\p{N}]/u.test(text[end] ?? '') ? null : { characters, end }
}

function remainder(iban: string): number {
  let rest = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
