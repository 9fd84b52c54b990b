const PRINTABLE = /^[A-Za-z0-9._-]{1,128}$/

/** The caller's own id when it is harmless in a header, a log and a terminal; else a new one. */
export function requestIdOf(given: string | string[] | undefined, newId: () => string): string {
  return typeof given === 'string' && PRINTABLE.test(given) ? given : newId()
}
