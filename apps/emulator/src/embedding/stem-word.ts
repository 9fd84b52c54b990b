/** Longest first. English and German in one list: which language a word is of is not asked. */
const SUFFIXES = [
  'ationen',
  'ation',
  'ement',
  'ating',
  'ungen',
  'ally',
  'ated',
  'keit',
  'heit',
  'ment',
  'ness',
  'able',
  'isch',
  'lich',
  'ung',
  'ing',
  'ern',
  'ied',
  'ion',
  'ate',
  'ed',
  'er',
  'en',
  'ie',
  'ly',
  'al',
  'e',
]
const SHORTEST_STEM = 3

/**
 * A word without its endings, so that forms of one word meet: deploy, deploys, deployed, deployments. Cuts blindly, and may
 * therefore join words that have nothing to do with each other; both sides of a comparison are cut the same.
 *
 * @param word in small letters, without accents
 */
export function stemWord(word: string): string {
  const singular = /[^s]s$/.test(word) && word.length > SHORTEST_STEM ? word.slice(0, -1) : word
  const suffix = SUFFIXES.find(
    (ending) => singular.endsWith(ending) && singular.length - ending.length >= SHORTEST_STEM,
  )
  const bare = suffix === undefined ? singular : singular.slice(0, -suffix.length)
  // "Policy" and "policies" are one word; the y of "deploy" is none of an ending.
  const stem = bare.length > SHORTEST_STEM ? bare.replace(/(?<=[^aeiou])[iy]$/, '') : bare
  // "Shipping" without its ending is "shipp".
  return stem.length > SHORTEST_STEM ? stem.replace(/([a-z])\1$/, '$1') : stem
}
