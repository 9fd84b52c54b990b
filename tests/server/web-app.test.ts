import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { hangs } from '@coco/testkit/upstream-scripts'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const webFolder = mkdtempSync(join(tmpdir(), 'coco-web-'))
mkdirSync(join(webFolder, 'assets'))
writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>Page</title>')
writeFileSync(join(webFolder, 'icon.svg'), '<svg/>')
writeFileSync(join(webFolder, 'assets/index-Di6_fr_v.js'), '1')
writeFileSync(join(webFolder, 'assets/index-Di6_fr_v.js.br'), brotliCompressSync('1'))
writeFileSync(join(webFolder, '.secret'), 'canary')

let upstream: Awaited<ReturnType<typeof startHostileUpstream>>
let server: Awaited<ReturnType<typeof startServerOn>>
beforeAll(async () => {
  upstream = await startHostileUpstream(hangs)
  server = await startServerOn(upstream.url, { webFolder })
})
afterAll(async () => {
  await server.close()
  await upstream.close()
  rmSync(webFolder, { recursive: true })
})

const page = { headers: { accept: 'text/html,application/xhtml+xml' } }
const get = (path: string, init: RequestInit = {}) => fetch(`${server.serverUrl}${path}`, init)

describe('a browser gets the page', () => {
  test.each(['/', '/chat', '/chat/123/deep', '/chat?x=1'])('at %s', async (path) => {
    const response = await get(path, page)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<title>Page</title>')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })
})

test('what is named by its content is kept for ever, the rest is asked for again', async () => {
  expect((await get('/assets/index-Di6_fr_v.js')).headers.get('cache-control')).toMatch(/immutable/)
  expect((await get('/icon.svg')).headers.get('cache-control')).toBe('no-cache')
})

test('a browser that reads compressed files gets the copy that the build made, for as long and of the same type', async () => {
  const coded = await get('/assets/index-Di6_fr_v.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(await coded.text()).toBe('1')
  expect(Object.fromEntries(coded.headers)).toMatchObject({
    'content-encoding': 'br',
    'cache-control': expect.stringMatching(/immutable/),
    'content-type': expect.stringMatching(/javascript/),
    vary: 'accept-encoding',
  })
  const plain = await get('/assets/index-Di6_fr_v.js', { headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await plain.text()).toBe('1')
})

test.each(['/assets/gone-12345678.js', '/v1/nothing', '/trpc', '/.secret'])(
  'a browser gets no page at %s',
  async (path) => {
    const response = await get(path, page)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('canary')
  },
)

test('a program that asks for a path that is not there hears 404', async () => {
  expect((await get('/chat')).status).toBe(404)
})

test('before the build there is a page that says what to run', async () => {
  await using unbuilt = await startServerOn(upstream.url, { webFolder: join(webFolder, 'nowhere') })
  const response = await fetch(unbuilt.serverUrl, page)
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm start')
})
