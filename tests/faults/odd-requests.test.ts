import { startStack } from '@coco/testkit/start-stack'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askOver, WAYS } from './ask.ts'
import { expectAnswer } from './fault-scene.ts'
import { sendRaw } from './raw-http.ts'

const webFolder = mkdtempSync(join(tmpdir(), 'coco-page-'))
let stack: Awaited<ReturnType<typeof startStack>>
beforeAll(async () => {
  writeFileSync(join(webFolder, 'index.html'), '<title>the page</title>')
  stack = await startStack({ webFolder })
})
afterAll(async () => {
  await stack.close()
  rmSync(webFolder, { recursive: true })
})

const HOST = 'host: localhost'
const HIDDEN = `GET /readyz HTTP/1.1\r\n${HOST}\r\n\r\n`
const post = (...lines: string[]) => `${['POST /v1/chat/stream HTTP/1.1', HOST, ...lines].join('\r\n')}\r\n\r\n`
const get = (target: string, ...lines: string[]) => `${[`GET ${target} HTTP/1.1`, HOST, ...lines].join('\r\n')}\r\n\r\n`

describe('row 47 · a request that two servers could read in two ways is 400, and what it hides is not answered', () => {
  test.each([
    ['length and chunks', post('content-length: 6', 'transfer-encoding: chunked') + `0\r\n\r\n${HIDDEN}`],
    ['chunks and length', post('transfer-encoding: chunked', 'content-length: 6') + `0\r\n\r\n${HIDDEN}`],
    ['two lengths', post('content-length: 0', `content-length: ${HIDDEN.length}`) + HIDDEN],
    ['two lengths in one line', post('content-length: 0, 44') + HIDDEN],
    ['a length with a sign', post('content-length: +0') + HIDDEN],
    ['a length below zero', post('content-length: -1') + HIDDEN],
    ['a length in hexadecimal', post('content-length: 0x10') + HIDDEN],
    ['a length with a space inside', post('content-length: 1 0') + HIDDEN],
    ['a length that is enormous', post('content-length: 99999999999999999999') + HIDDEN],
    ['an unknown encoding', post('transfer-encoding: xchunked') + HIDDEN],
    ['chunked twice', post('transfer-encoding: chunked', 'transfer-encoding: identity') + `0\r\n\r\n${HIDDEN}`],
    ['a vertical tab before chunked', post('transfer-encoding: \vchunked') + `0\r\n\r\n${HIDDEN}`],
    ['a space before the colon', post('transfer-encoding : chunked') + `0\r\n\r\n${HIDDEN}`],
    ['a header that is folded', post('x: a', ' transfer-encoding: chunked', 'content-length: 5') + HIDDEN],
    ['a lone LF in the head', `POST /v1/chat/stream HTTP/1.1\n${HOST}\ncontent-length: 0\n\n${HIDDEN}`],
    ['a lone CR in a header', post('x: a\rcontent-length: 3') + HIDDEN],
    ['a NUL in a header', post('x: a\0b') + HIDDEN],
    ['a size of chunk that is no number', `${post('transfer-encoding: chunked')}zz\r\n\r\n${HIDDEN}`],
    ['a chunk that is longer than its size', `${post('transfer-encoding: chunked')}1\r\nabc\r\n0\r\n\r\n${HIDDEN}`],
    ['a header without a name', post(': a') + HIDDEN],
    ['a header without a colon', post('hello') + HIDDEN],
    ['two hosts', `GET /healthz HTTP/1.1\r\n${HOST}\r\nhost: evil.example\r\nconnection: close\r\n\r\n`],
    ['no host', 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['a host in the target', get('http://evil.example/healthz', 'connection: close')],
    ['no version', `GET /healthz\r\n${HOST}\r\n\r\n`],
    ['a version to come', `GET /healthz HTTP/9.9\r\n${HOST}\r\n\r\n`],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a method of nobody', `HACK /healthz HTTP/1.1\r\n${HOST}\r\n\r\n`],
    ['a tunnel', `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n\r\n`],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['noise', '\xff\xfe\x00\x01\r\n\r\n'],
    ['an address that cannot be decoded', get('/%zz', 'connection: close')],
  ])('row 47 · %s', async (_name, bytes) => {
    const answer = await sendRaw(stack.serverUrl, bytes)
    expect(answer.status).toBe(400)
    expect(answer.headers).toMatch(/^content-type: application\/json/im)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid_input', request_id: expect.stringMatching(/./) })
    expect(answer.answers).toBe(1)
  })
})

test.each([
  ['a long header', post(`x: ${'a'.repeat(40_000)}`)],
  ['many headers', post(...Array.from({ length: 5_000 }, (_, index) => `x-${index}: a`))],
  ['a long address', get(`/${'a'.repeat(40_000)}`)],
])('row 47 · %s is 431', async (_name, bytes) => {
  const answer = await sendRaw(stack.serverUrl, bytes)
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([431, { code: 'payload_too_large' }])
})

test.each([
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5cwindows%5cwin.ini',
  '/....//....//etc/passwd',
  '/assets/../../../package.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
  '/%252e%252e%252fetc%252fpasswd',
  '/..;/..;/etc/passwd',
  '/etc/passwd%00.html',
  '/.env',
  '/.git/config',
  '/keys/alpha_rsa_key.p8',
  '/data/local.json',
  '//etc/passwd',
  '/\\etc\\passwd',
  '/trpc/../keys/alpha_rsa_key.p8',
])('row 47 · %s leads nowhere', async (path) => {
  const answer = await sendRaw(stack.serverUrl, get(path, 'connection: close', 'accept: text/html'))
  expect([400, 404]).toContain(answer.status)
  expect(JSON.parse(answer.body)).toMatchObject({ code: expect.stringMatching(/^(not_found|invalid_input)$/) })
  expect(answer.body).not.toMatch(/root:|PRIVATE KEY|\[core\]|"name"/)
})

test.each(WAYS)('row 47 · after all of it a question is answered over %s', async (way) => {
  expect((await fetch(`${stack.serverUrl}/healthz`)).status).toBe(200)
  expectAnswer(await askOver(way, stack, { prompt: 'say exactly: fine' }), 'fine')
})
