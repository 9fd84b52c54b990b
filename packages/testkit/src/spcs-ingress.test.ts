import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BASELINE_CSP, type SpcsIngress, startSpcsIngress } from './spcs-ingress.ts'

let arrived: IncomingHttpHeaders = {}
const service = createServer((request, response) => {
  arrived = request.headers
  const own = {
    Server: 'own',
    'X-Powered-By': 'own',
    'Access-Control-Allow-Origin': '*',
    'X-Frame-Options': 'SAMEORIGIN',
  }
  response.writeHead(200, { ...own, 'X-Request-Id': 'r1' }).end('hello')
})
let ingress: SpcsIngress
beforeAll(async () => {
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  ingress = await startSpcsIngress(`http://127.0.0.1:${(service.address() as AddressInfo).port}`, { silenceMs: 5_000 })
})
afterAll(async () => {
  await ingress[Symbol.asyncDispose]()
  service.close()
})

test('whoever is not signed in at Snowflake does not get as far as the service', async () => {
  arrived = {}
  ingress.user = null
  expect((await fetch(ingress.url)).status).toBe(401)
  expect(arrived).toEqual({})
})

test('the service is told the user, and not what Snowflake was told to let them in', async () => {
  ingress.user = 'ANN'
  const headers = {
    Authorization: 'Snowflake Token="a"',
    'X-SF-SPCS-Authorization': 'b',
    'Sf-Context-Current-User': 'EVE',
    'X-API-Key': 'c',
  }
  expect(await (await fetch(ingress.url, { headers })).text()).toBe('hello')
  expect(arrived).toMatchObject({ 'sf-context-current-user': 'ANN', 'x-api-key': 'c' })
  expect(arrived).not.toHaveProperty('authorization')
  expect(arrived).not.toHaveProperty('x-sf-spcs-authorization')
})

test('an answer comes with the headers of the ingress in the place of the service’s own', async () => {
  ingress.user = 'ANN'
  const { headers } = await fetch(ingress.url)
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin']) expect(headers.get(name)).toBeNull()
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-request-id': 'r1',
    'content-security-policy': BASELINE_CSP,
    'x-frame-options': 'DENY',
    'cross-origin-embedder-policy': 'credentialless',
  })
})
