import { type Stack, startStack } from '@coco/testkit/start-stack'
import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const run = promisify(execFile)
const hasCurl = ['bash', 'curl'].every((tool) => spawnSync(tool, ['--version']).status === 0)

let stack: Stack
let page: string
beforeAll(async () => {
  stack = await startStack()
  page = await textOf('/docs')
}, 60_000)
afterAll(() => stack.close())

const get = (path: string, init: RequestInit = {}) => fetch(`${stack.serverUrl}${path}`, init)
const textOf = async (path: string) => (await get(path)).text()

const Described = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ operationId: z.string(), summary: z.string(), responses: z.record(z.string(), z.unknown()) }),
    ),
  ),
  'x-problem-types': z.array(z.object({ code: z.string() })),
})

/** What a browser makes of text in HTML, as far as it stands on this page. */
const readHtml = (html: string) =>
  html
    .replaceAll('<wbr>', '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)))

const commands = () => [...page.matchAll(/<code>(curl [^<]*)<\/code>/g)].map(([, command = '']) => readHtml(command))

/** From its anchor to the end of it. */
function articleOf(operationId: string): string {
  const from = page.indexOf(`<article id="${operationId}"`)
  if (from === -1) throw new Error(`${operationId} is not on the page`)
  return page.slice(from, page.indexOf('</article>', from))
}

test('every operation of the document is on the page, with its address, its answers and a call; so is every code', async () => {
  const document = Described.parse(JSON.parse(await textOf('/openapi.json')))
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { operationId, summary, responses }] of Object.entries(methods)) {
      const shown = readHtml(articleOf(operationId))
      expect(page).toContain(`href="#${operationId}"`)
      expect(shown).toContain(summary)
      expect(shown).toContain(`${method.toUpperCase()} ${path}`)
      expect(shown).toContain(`curl `)
      for (const status of Object.keys(responses)) expect(shown).toContain(status)
    }
  }
  for (const { code } of document['x-problem-types']) expect(page).toContain(`id="code-${code}"`)
  const codes = [...page.matchAll(/href="#(code-\w+)"/g)].map(([, id]) => id)
  expect(codes.filter((id) => !page.includes(`id="${id}"`))).toEqual([])
})

test('every anchor is there once, and every link leads somewhere', () => {
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id)
  expect(anchors.filter((id) => !ids.includes(id))).toEqual([])
})

test.skipIf(!hasCurl)('every call that only asks can be pasted into a shell', async () => {
  const env = { PATH: process.env.PATH, COCO_API_KEY: stack.alphaKey, ID: crypto.randomUUID() }
  const pasted = commands().filter((command) => !command.includes('@handbook.pdf') && !command.includes('-X DELETE'))
  expect(pasted.length).toBe(commands().length - 2)
  for (const command of pasted) {
    const { stdout } = await run('bash', ['-c', `${command} -s -o /dev/null -w '%{http_code}'`], { env })
    // The public key of the quickstart may ask, and not add.
    expect([command, stdout]).toEqual([command, command.includes('Gardening') ? '403' : '200'])
  }
})

test('examples name this server as the reader came to it, and no key', async () => {
  expect(commands().every((command) => command.includes(stack.serverUrl))).toBe(true)
  const { port } = new URL(stack.serverUrl)
  const other = await (await fetch(`http://localhost:${port}/docs`)).text()
  expect(other).toContain(`http://localhost:${port}/v1/chat/stream`)
  expect(other).not.toContain(stack.serverUrl)
  for (const secret of [stack.alphaKey, stack.betaKey]) expect(page).not.toContain(secret)
  expect(page).not.toMatch(/sk-[\w-]{8}|PRIVATE KEY|eyJ[\w-]{10}/)
})

test('another name, or one that would be HTML, is not answered', async () => {
  for (const host of ['evil.example', `"><script>alert(1)</script>`]) {
    // `fetch` names the host itself.
    const asked = request(`${stack.serverUrl}/docs`, { headers: { host } }).end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const body = await text(answer)
    expect(body).toContain('"code":"host_not_allowed"')
    expect(body).not.toContain('<')
  }
})

test('it keeps to the policy: nothing inline, and nothing from elsewhere', async () => {
  const policy = (await get('/docs')).headers.get('content-security-policy')
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
  expect([...page.matchAll(/<script[^>]*>([^<]*)</g)].map(([, code]) => code)).toEqual([''])
  const loaded = [...page.matchAll(/<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"/g)].map(([, address]) => address)
  expect(loaded).toEqual(['/icon.svg', '/docs/page.css', '/docs/page.js'])
  const parts = `${await textOf('/docs/page.css')}${await textOf('/docs/page.js')}`
  expect(parts).not.toMatch(/https?:|url\(|@import|fetch\(|innerHTML|eval/)
})

test.each([
  ['/docs', 'text/html; charset=utf-8'],
  ['/docs/page.css', 'text/css; charset=utf-8'],
  ['/docs/page.js', 'text/javascript; charset=utf-8'],
])('%s is asked for anew each time and sent once; HEAD is GET without the body', async (path, type) => {
  const { headers } = await get(path)
  const etag = headers.get('etag') ?? ''
  expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([type, 'no-cache'])
  const again = await get(path, { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  const head = await get(path, { method: 'HEAD' })
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
  expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(await textOf(path)))
})

test('nothing else is there: another path is 404, another method says what is allowed', async () => {
  expect((await get('/docs/other', { headers: { accept: 'text/html' } })).status).toBe(404)
  const posted = await get('/docs', { method: 'POST' })
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect((await get('/docs/')).status).toBe(200)
})
