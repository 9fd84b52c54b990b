import fastify from 'fastify'
import { expect, test } from 'vitest'
import { useSecurityHeaders } from './security-headers.ts'

async function headersWith(options: { frameAncestors?: string[]; isHttps?: boolean }) {
  const server = fastify()
  useSecurityHeaders(server, { frameAncestors: [], isHttps: false, ...options })
  server.get('/', () => 'here')
  const [here, missing] = [await server.inject('/'), await server.inject('/nothing')]
  return { here: here.headers, missing: missing.headers }
}

test('nothing is loaded from, sent to or framed by anywhere else', async () => {
  const { here } = await headersWith({})
  expect(here).toMatchObject({
    'content-security-policy':
      "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';img-src 'self' data:;font-src 'self';" +
      "worker-src 'self';frame-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
    'cache-control': 'no-store',
  })
  expect(here).not.toHaveProperty('strict-transport-security')
})

test('what is not there says the same', async () => {
  const { missing } = await headersWith({})
  expect(missing['content-security-policy']).toContain("default-src 'none'")
})

test('who may frame Coco is named, and then by the policy alone', async () => {
  const { here } = await headersWith({ frameAncestors: ["'self'", 'https://portal.example.com'] })
  expect(here['content-security-policy']).toContain("frame-ancestors 'self' https://portal.example.com")
  expect(here).not.toHaveProperty('x-frame-options')
})

test('behind https, browsers are told to stay there', async () => {
  const { here } = await headersWith({ isHttps: true })
  expect(here['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
})

test('what a route says about caching stays; an event stream is kept by nobody', async () => {
  const server = fastify()
  useSecurityHeaders(server, { frameAncestors: [], isHttps: false })
  server.get('/asset', (_request, reply) => reply.header('cache-control', 'public, max-age=1').send('x'))
  server.get('/stream', (_request, reply) => reply.header('cache-control', 'no-cache, no-transform').send('x'))
  expect((await server.inject('/asset')).headers['cache-control']).toBe('public, max-age=1')
  expect((await server.inject('/stream')).headers['cache-control']).toBe('no-store, no-transform')
})
