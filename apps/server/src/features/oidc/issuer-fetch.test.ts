import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIssuerFetch, IssuerUnreachable } from './issuer-fetch.ts'

let script: (response: ServerResponse) => void = () => {}
let asked = 0
const server = createServer((_request, response) => {
  asked += 1
  script(response)
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const call = createIssuerFetch(fetch, 200)

test('a whole answer is handed on', async () => {
  script = (response) => response.writeHead(400, { 'x-told': 'yes' }).end('no')
  const response = await call(url)
  expect([response.status, response.headers.get('x-told'), await response.text()]).toEqual([400, 'yes', 'no'])
})

test('a redirect is an answer like any other', async () => {
  const before = asked
  script = (response) => response.writeHead(302, { location: url }).end()
  expect((await call(url)).status).toBe(302)
  expect(asked).toBe(before + 1)
})

test.each<[string, (response: ServerResponse) => void]>([
  ['never begins', () => {}],
  ['never ends', (response) => void response.writeHead(200).write('{')],
  ['is larger than any document of an issuer', (response) => response.end('x'.repeat(1_048_577))],
  [
    'breaks off',
    (response) => void response.writeHead(200, { 'content-length': 10 }).write('x', () => response.destroy()),
  ],
  ['says that it cannot', (response) => response.writeHead(500).end()],
])('an answer that %s is none', async (_what, answer) => {
  script = answer
  await expect(call(url)).rejects.toThrow(IssuerUnreachable)
})
