import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { AccessToken } from '../../cortex/credentials.ts'
import { createSqlClient, type SqlClientOptions } from '../sql-client.ts'
import { SqlError } from '../sql-error.ts'

interface Seen {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}

export type Reply =
  | { status?: number; body?: unknown; headers?: Record<string, string>; raw?: Buffer }
  | 'cut'
  | 'silent'

export const DONE = {
  code: '090001',
  sqlState: '00000',
  message: 'Statement executed successfully.',
  statementHandle: 'h1',
}
const TEXT_COLUMN = { name: 'C', type: 'text', nullable: true }

/** A result of one text column. */
export function rowsOf(...cells: string[]) {
  const partitionInfo = [{ rowCount: cells.length }]
  return { ...DONE, resultSetMetaData: { rowType: [TEXT_COLUMN], partitionInfo }, data: cells.map((cell) => [cell]) }
}

/** A client and the server it asks, which gives one reply after the other and writes down what it was asked. */
export async function build(replies: Reply[], overrides: Partial<SqlClientOptions> = {}, path = '') {
  const seen: Seen[] = []
  const slept: number[] = []
  let onArrival: () => void = () => {}
  const arrival = new Promise<void>((resolve) => (onArrival = resolve))
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://local')
      seen.push({
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      })
      onArrival()
      answer(replies.shift() ?? { status: 500 }, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  let minted = 1
  const client = createSqlClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    credentials: {
      token: async () => ({ value: `token-${minted}`, type: 'KEYPAIR_JWT' }),
      invalidate: (refused: AccessToken) => void (refused.value === `token-${minted}` && (minted += 1)),
    },
    userAgent: 'coco-test/1',
    sleep: async (ms) => void slept.push(ms),
    random: () => 0.5,
    ...overrides,
  })
  return { client, seen, slept, arrived: () => arrival }
}

function answer(reply: Reply, response: ServerResponse): void {
  if (reply === 'silent') return
  if (reply === 'cut') return void response.destroy()
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
  response.end(reply.raw ?? JSON.stringify(reply.body ?? {}))
}

/** The error of a call that has to fail with one of Snowflake. */
export async function failure(promise: Promise<unknown>): Promise<SqlError> {
  const error: unknown = await promise.then(
    () => new Error('It succeeded.'),
    (reason: unknown) => reason,
  )
  if (error instanceof SqlError) return error
  throw error
}
