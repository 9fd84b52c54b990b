import fastify from 'fastify'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useSecurityHeaders } from './security-headers.ts'
import { useWebApp } from './web-app.ts'

test('the page that draws diagrams has no origin, no network, and is framed by Coco and its hosts alone (U76)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'web-'))
  for (const file of ['index.html', 'diagram-frame.html']) writeFileSync(join(folder, file), '<!doctype html>')
  const server = fastify()
  useSecurityHeaders(server, { frameAncestors: ['https://portal.example'], isHttps: false })
  useWebApp(server, folder, ['https://portal.example'])

  const { headers } = await server.inject('/diagram-frame.html')
  expect(headers['content-security-policy']).toBe(
    "default-src 'none';script-src 'unsafe-inline';style-src 'unsafe-inline';base-uri 'none';form-action 'none';frame-ancestors 'self' https://portal.example;sandbox allow-scripts",
  )
  expect(headers['x-frame-options']).toBeUndefined()
  const page = await server.inject({ url: '/', headers: { accept: 'text/html' } })
  expect(page.headers['content-security-policy']).toContain("script-src 'self'")
})
