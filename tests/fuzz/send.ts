import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'undici'
import type { Body } from './hostile-bodies.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** Sends it as it is: `fetch` would put some headers right. */
export async function send(
  url: string,
  options: { method: 'GET' | 'POST' | 'PUT'; headers: Record<string, string>; body?: Body },
): Promise<Answer> {
  const { method, headers, body = null } = options
  const response = await request(url, { method, headers, body: method === 'GET' ? null : body })
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
}

/**
 * An answer as every answer should be: nobody's fault but the caller's, and JSON or an event stream whose every data line
 * is JSON.
 * @throws Error when it is not
 */
export function requireOrderly({ status, headers, text }: Answer): void {
  if (status >= 500) throw new Error(`${status}: ${text}`)
  const type = String(headers['content-type'])
  if (type.startsWith('text/event-stream')) {
    const data = text.split('\n').filter((line) => line.startsWith('data: '))
    for (const line of data) JSON.parse(line.slice('data: '.length))
  } else if (/^application\/(problem\+)?json/.test(type)) JSON.parse(text)
  else throw new Error(`${status} ${type}: ${text.slice(0, 200)}`)
}
