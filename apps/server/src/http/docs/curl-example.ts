import type { Operation } from '../openapi/operation.ts'

export interface Call {
  method: string
  path: string
  operation: Operation
}

export interface Address {
  /** Of this server, as the reader came to it. */
  origin: string
  /** Whether Snowflake's ingress stands in front, which asks for a token of its own. */
  isBehindIngress: boolean
}

export interface Example {
  title: string
  command: string
}

const BINARY = 'application/pdf'

/** How to call it from a terminal. The key is never there: the shell puts in the reader's own. */
export function curlExamples(call: Call, address: Address): Example[] {
  const content = call.operation.requestBody?.content ?? {}
  const body = content['application/json']?.example
  const withJson =
    body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`]
  const examples = [{ title: 'Call', command: command(call, address, '', withJson) }]
  if (content[BINARY] === undefined) return examples
  const withFile = [`-H 'Content-Type: ${BINARY}'`, '--data-binary @handbook.pdf']
  return [...examples, { title: 'Call with a file', command: command(call, address, '?title=Handbook', withFile) }]
}

function command({ method, path, operation }: Call, address: Address, query: string, body: readonly string[]): string {
  const isStream = Object.values(operation.responses).some(({ content }) => content['text/event-stream'] !== undefined)
  const verb = method === 'GET' || (method === 'POST' && body.length > 0) ? [] : [`-X ${method}`]
  const url = `${address.origin}${path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => `$${name.toUpperCase()}`)}${query}`
  const takesKey = operation.security.some((each) => each.apiKey !== undefined)
  const headers = [
    ...(takesKey ? ['-H "X-API-Key: $COCO_API_KEY"'] : []),
    ...(address.isBehindIngress ? [`-H "Authorization: Snowflake Token=\\"$SNOWFLAKE_TOKEN\\""`] : []),
  ]
  const first = ['curl', ...(isStream ? ['-N'] : []), ...verb, url.includes('$') ? `"${url}"` : quoted(url)].join(' ')
  return [first, ...headers, ...body].join(' \\\n  ')
}

/** In single quotes a shell reads nothing. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
