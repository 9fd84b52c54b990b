/** Where a link leads, and what about it a reader should see before following it. */
export interface LinkTarget {
  href: string
  /** The host in the letters that decide, where the text does not already say it or says another; else null. */
  shownHost: string | null
  /** Its letters are of other alphabets, so that it can look like a host it is not. */
  isLookAlike: boolean
}

/** Null for everything that is not the address of another page or of a mailbox. */
export function linkTarget(address: string | undefined, text: string): LinkTarget | null {
  const url = parse(address)
  if (!url) return null
  if (url.protocol === 'mailto:') return mailTarget(url, text)
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.host === '') return null
  // `https://bank.example@evil.example` leads to evil.example; nobody needs a name before the host to read a page.
  const hidesHost = url.username !== '' || url.password !== ''
  url.username = ''
  url.password = ''
  const isLookAlike = /(?:^|\.)xn--/.test(url.hostname)
  const isShown = hidesHost || isLookAlike || namesAnotherHost(text, url.hostname)
  return { href: url.href, shownHost: isShown ? url.host : null, isLookAlike }
}

/** An address for a link to follow; what else it would put into the message (cc, a body) is left out. */
function mailTarget(url: URL, text: string): LinkTarget {
  const address = decoded(url.pathname)
  const read = asRead(text).trim()
  const host = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const isNamed = read === address || !(read.includes('@') || namesAnotherHost(read, host))
  return { href: `mailto:${url.pathname}`, shownHost: isNamed ? null : address, isLookAlike: false }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The browser's own reading, which drops tabs and line breaks and decides what the protocol is. An address without one is none. */
function parse(address: string | undefined): URL | null {
  return address === undefined ? null : URL.parse(address)
}

/** Whether a text contains something that looks like a host and is not this one. */
function namesAnotherHost(text: string, hostname: string): boolean {
  for (const [name] of asRead(text).matchAll(/[\p{L}\p{M}\p{N}-]{1,63}(?:[.\u3002][\p{L}\p{M}\p{N}-]{1,63})+/gu)) {
    const named = URL.parse(`https://${name}`)?.hostname
    if (named === undefined || !/\.(?:\p{L}{2,}|xn--[\w-]+)$/u.test(named)) continue
    if (
      named !== hostname &&
      `www.${named}` !== hostname &&
      named !== `www.${hostname}` &&
      !hostname.endsWith(`.${named}`)
    )
      return true
  }
  return false
}

/** A text as the eye takes it: without what is not seen, and one letter or dot for all that look the same. */
function asRead(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}|[\u2006-\u200A\u202F\u205F]/gu, '')
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u00B7\u2027\u2219\u22C5\u06D4\u0701\u0702\uA4F8\uA60E]/g, '.')
}

/** Whether a text has invisible characters that turn the direction of what follows, so that it reads as it is not written. */
export function hasDirection(text: string): boolean {
  return DIRECTION.test(text)
}

const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/
