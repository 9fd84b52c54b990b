/** One entry of FastAPI's 422 `detail` list, which the quickstart's clients know. */
export interface ValidationDetail {
  type: string
  loc: (string | number)[]
  msg: string
  input: unknown
  ctx?: Record<string, unknown>
}

const MAX_ECHO_CHARS = 100

/** @param input echoed only shortened: it may be a megabyte, and it ends in other people's logs */
export function detail(
  type: string,
  loc: (string | number)[],
  msg: string,
  input: unknown,
  ctx?: Record<string, unknown>,
): ValidationDetail {
  return { type, loc, msg, input: shorten(input), ...(ctx === undefined ? {} : { ctx }) }
}

function shorten(input: unknown): unknown {
  if (typeof input === 'string') return input.length <= MAX_ECHO_CHARS ? input : `${input.slice(0, MAX_ECHO_CHARS)}…`
  if (typeof input !== 'object' || input === null) return input
  const text = JSON.stringify(input)
  return text.length <= MAX_ECHO_CHARS ? input : `${text.slice(0, MAX_ECHO_CHARS)}…`
}
