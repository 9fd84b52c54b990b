import type { Match } from './match.ts'

const LOCAL_MAX = 64
const DOMAIN_MAX = 253
const LOCAL = /[\p{L}\p{N}._%+'-]+$/u
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}@])/u

/** Looks to both sides of every `@`. */
export function* findEmails(text: string): Generator<Match> {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const domain = DOMAIN.exec(text.slice(at + 1, at + 1 + DOMAIN_MAX))
    if (domain === null) continue
    const local = LOCAL.exec(text.slice(Math.max(0, at - LOCAL_MAX), at))
    if (local !== null) yield { start: at - local[0].length, end: at + 1 + domain[0].length }
  }
}
