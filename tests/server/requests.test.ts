import { startStack } from '@coco/testkit/start-stack'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let stack: Awaited<ReturnType<typeof startStack>>
beforeAll(async () => {
  const settings = {
    COCO_MODE: 'snowflake',
    COCO_ALLOWED_HOSTS: 'coco.test, [2001:DB8:0::7], 2001:db8::8',
    COCO_PUBLIC_URL: 'http://[2001:db8::9]:8000',
    COCO_ALLOWED_ORIGINS: 'https://app.test',
  }
  stack = await startStack({ settings })
})
afterAll(() => stack.close())

/** Sends bytes as they are and gives back the whole answer. */
function send(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(stack.serverUrl).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')))
    socket.on('close', () => resolve(answer))
    socket.on('error', () => {})
    socket.write(text)
  })
}

const get = (path: string, head: string[] = []) =>
  send(`${[`GET ${path} HTTP/1.1`, 'connection: close', ...head].join('\r\n')}\r\n\r\n`)
const statusOf = (answer: string) => Number(answer.split(' ')[1])
const bodyOf = (answer: string): unknown => JSON.parse(answer.split('\r\n\r\n')[1] ?? '')

describe('the name it is called by', () => {
  test.each([
    'localhost',
    '127.0.0.1',
    '127.0.0.1:8000',
    '[::1]:1',
    'LocalHost',
    'coco.test',
    '[2001:db8::7]',
    '[2001:DB8::8]:80',
    '[2001:db8:0::9]:8000',
  ])('%s is served', async (host) => expect(statusOf(await get('/healthz', [`host: ${host}`]))).toBe(200))

  test.each(['evil.example', 'localhost.evil.example', '10.0.0.1', 'coco.test.evil.example', ''])(
    '%s is refused',
    async (host) => {
      const answer = await get('/healthz', [`host: ${host}`])
      expect(statusOf(answer)).toBe(403)
      expect(bodyOf(answer)).toMatchObject({ code: 'host_not_allowed', request_id: expect.any(String) })
    },
  )

  test('none, two, or one inside the target are refused', async () => {
    expect(statusOf(await get('/healthz'))).toBe(400)
    expect(statusOf(await get('/healthz', ['host: localhost', 'host: evil.example']))).toBe(400)
    expect(statusOf(await get('http://evil.example/healthz', ['host: localhost']))).toBe(400)
  })
})

describe('pages from elsewhere', () => {
  const from = (origin: string, init: RequestInit = {}) =>
    fetch(`${stack.serverUrl}/healthz`, { ...init, headers: { ...(init.headers as object), origin } })

  test.each(['https://evil.example', 'null', 'http://localhost:1', 'https://app.test.evil.example'])(
    '%s may not call',
    async (origin) => {
      const response = await from(origin)
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'origin_not_allowed' })
      expect(response.headers.has('access-control-allow-origin')).toBe(false)
    },
  )

  test('a listed origin may, after asking, and without cookies', async () => {
    const asking = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' }
    const preflight = await from('https://app.test', { method: 'OPTIONS', headers: asking })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-api-key')
    const response = await from('https://app.test')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.test')
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
  })

  test('its own page may', async () => expect((await from(stack.serverUrl)).status).toBe(200))
})

describe('health', () => {
  test('is exactly one field', async () => {
    const response = await fetch(`${stack.serverUrl}/healthz`)
    expect(await response.text()).toBe('{"status":"ok"}')
  })

  test.each([
    ['HEAD', '/healthz', 'GET'],
    ['POST', '/healthz', 'GET'],
    ['PUT', '/readyz', 'GET'],
    ['GET', '/v1/chat/stream', 'POST'],
    ['DELETE', '/v1/chat/stream', 'POST'],
  ])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
    const response = await fetch(`${stack.serverUrl}${path}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(response.headers.get('x-request-id')).toBeTruthy()
  })
})

test('an unknown path is 404 in JSON with a request id, and in the words of the quickstart under /v1', async () => {
  const response = await fetch(`${stack.serverUrl}/v1/nothing`)
  expect([response.status, await response.json()]).toEqual([
    404,
    { detail: 'Not Found', code: 'not_found', message: expect.any(String), request_id: expect.any(String) },
  ])
})

describe('what tRPC refuses before it has found a procedure is JSON with a request id', () => {
  const tooMany = `/trpc/${Array.from({ length: 21 }, () => 'session.me').join()}?batch=1`
  test.each([
    ['%25', '/trpc/%25', 404],
    ['too many calls at once', tooMany, 400],
    ['connection parameters that are none', '/trpc/session.me?connectionParams=x', 400],
  ])('%s', async (_title, path, status) => {
    const response = await fetch(`${stack.serverUrl}${path}`)
    const { error } = (await response.json()) as { error: { data: object } }
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json'])
    expect(error.data).toMatchObject({ coco: { requestId: response.headers.get('x-request-id') } })
  })
})

test('a trailing slash is served', async () => {
  const response = await fetch(`${stack.serverUrl}/v1/chat/stream/`, { method: 'POST' })
  expect(response.status).toBe(422)
})

describe('what is no request is 400 in JSON, or the fitting 4xx', () => {
  const host = 'host: localhost'
  test.each([
    ['garbage\r\n\r\n', 400],
    [`GET /healthz HTTP/1.1\r\n${host}\r\nbad header\r\n\r\n`, 400],
    [
      `POST /v1/chat/stream HTTP/1.1\r\n${host}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [`POST /v1/chat/stream HTTP/1.1\r\n${host}\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcd`, 400],
    [`POST /v1/chat/stream HTTP/1.1\r\n${host}\r\ntransfer-encoding: xchunked\r\n\r\n`, 400],
    [`GET /healthz HTTP/1.1\r\n${host}\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    [`GET /%zz HTTP/1.1\r\n${host}\r\nconnection: close\r\n\r\n`, 400],
    [`GET /trpc/%zz HTTP/1.1\r\n${host}\r\nconnection: close\r\n\r\n`, 400],
    [`CONNECT evil:1 HTTP/1.1\r\n${host}\r\n\r\n`, 400],
    [`GET /../../../etc/passwd HTTP/1.1\r\n${host}\r\nconnection: close\r\n\r\n`, 404],
    [`GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\n${host}\r\nconnection: close\r\n\r\n`, 404],
  ])('%j', async (text, status) => {
    const answer = await send(text)
    expect(statusOf(answer)).toBe(status)
    expect(bodyOf(answer)).toMatchObject({ code: expect.any(String), request_id: expect.any(String) })
  })
})

describe('a body over 1 MiB is 413 and names the limit', () => {
  test.each(['/v1/chat/stream', '/trpc/session.signInLocally'])('%s', async (path) => {
    const headers = { 'content-type': 'application/json', origin: stack.serverUrl }
    const response = await fetch(`${stack.serverUrl}${path}`, { method: 'POST', headers, body: 'x'.repeat(1_048_577) })
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { code: 'payload_too_large', message: expect.stringContaining('1 MiB') },
    ])
  })

  test('one that nobody asked for is not waited for', async () => {
    const head = ['POST /nothing HTTP/1.1', 'host: localhost', 'content-length: 100000000']
    const answer = await send(`${head.join('\r\n')}\r\n\r\nx`)
    expect(statusOf(answer)).toBe(404)
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  test('an endless one is stopped early', async () => {
    let sentBytes = 0
    const endless = new ReadableStream({
      async pull(controller) {
        // Without a turn of the loop in between the answer is never heard.
        await setImmediate()
        sentBytes += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const init = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
    const response = await fetch(`${stack.serverUrl}/v1/chat/stream`, init).catch(() => null)
    expect([undefined, 413]).toContain(response?.status)
    expect(sentBytes).toBeLessThan(16 * 1_048_576)
  })
})

test('a connection is kept for the next request', async () => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  for (const answer of [
    await fetch(`${stack.serverUrl}/readyz`),
    await fetch(`${stack.serverUrl}/v1/chat/stream`, init),
  ]) {
    expect(answer.headers.get('connection')).toBe('keep-alive')
    await answer.text()
  }
})

test('every answer carries the policy, and API answers are not stored', async () => {
  const response = await fetch(`${stack.serverUrl}/trpc/session.options`)
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none';script-src 'self';style-src 'self'/,
  )
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('x-frame-options')).toBe('DENY')
})

test('the log has paths and no query strings', async () => {
  await fetch(`${stack.serverUrl}/readyz?secret=canary`)
  await expect.poll(() => stack.logLines.join('')).toContain('"path":"/readyz"')
  expect(stack.logLines.join('')).not.toContain('canary')
})
