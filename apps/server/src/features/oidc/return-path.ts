const MAX_CHARS = 500

/**
 * A path of this site to go on to after signing in; the start page when it is anything else. Only visible ASCII that begins
 * with one slash: a second one, a backslash or a character that browsers drop would lead elsewhere.
 */
export function toReturnPath(asked: unknown): string {
  const isPath = typeof asked === 'string' && asked.length <= MAX_CHARS && /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(asked)
  if (!isPath || /^\/(auth|trpc|v1|sign-in)(\/|\?|#|$)/i.test(asked)) return '/'
  return asked
}
