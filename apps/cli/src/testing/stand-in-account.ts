import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** An account that says exactly this, for what the local Snowflake never says. Ends with the test. */
export async function standInAccount(answer: (method: string, path: string, body: string) => Answer): Promise<string> {
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const { status = 200, headers = {}, body = {} } = answer(request.method ?? '', request.url ?? '', text)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A result of the SQL API with one cell. */
export function oneCell(text: string): Answer {
  return {
    body: {
      code: '090001',
      message: 'Statement executed successfully.',
      statementHandle: 'h',
      resultSetMetaData: { rowType: [{ name: 'C', type: 'text' }], partitionInfo: [{}] },
      data: [[text]],
    },
  }
}
