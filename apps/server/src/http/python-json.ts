/**
 * JSON as Python's `json.dumps` writes it: `", "` and `": "`, and everything but printable ASCII escaped. Clients of the
 * quickstart grep for that spacing, and its page splits lines on U+2028, U+2029 and U+0085, which are thus never raw.
 *
 * @param value what `JSON.parse` could have returned; `undefined` fields are left out
 */
export function toPythonJson(value: unknown): string {
  if (typeof value === 'string') return escapeText(JSON.stringify(value))
  if (Array.isArray(value)) return `[${value.map(toPythonJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    return `{${fields.map(([name, field]) => `${toPythonJson(name)}: ${toPythonJson(field)}`).join(', ')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

const NOT_PRINTABLE_ASCII = /[^ -~]/g

function escapeText(json: string): string {
  return json.replace(NOT_PRINTABLE_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
