/** What a reader does not see: zero-width characters, marks of direction, soft hyphens, selectors of how a character looks. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** As HTML and Markdown write what they also write in one. */
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(commat|period|nbsp|plus|hyphen));/g
const NAMED: Readonly<Record<string, string>> = { commat: '@', period: '.', nbsp: ' ', plus: '+', hyphen: '-' }

/**
 * A text as it is read, for whoever looks for something in it: characters that look the same are the same (NFKC: digits of
 * full width, for one), blanks of every kind are blanks, and what is not seen is not there. Every pass is linear.
 */
export function toPlainText(text: string): string {
  return text
    .replaceAll(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
    })
    .normalize('NFKC')
    .replaceAll(UNSEEN, '')
    .replaceAll(/\p{Zs}/gu, ' ')
    .replaceAll(/\p{Pd}/gu, '-')
}
