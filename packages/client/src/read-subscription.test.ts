import { expect, test } from 'vitest'
import { delta, done, meta, startTinyCoco } from '../test/tiny-coco.ts'
import type { Fetch } from './coco-fetch.ts'
import { createCoco } from './create-coco.ts'
import type { GenerationEvent } from './generation-event.ts'

const QUESTION = { messages: [{ role: 'user' as const, content: 'Count.' }] }
const ANSWER = [meta, delta('zwölf\u2028'), done]

async function collect(events: AsyncIterable<GenerationEvent>) {
  const all: GenerationEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const isEventStream = (response: Response) => response.headers.get('content-type') === 'text/event-stream'

/** The first event stream ends after `length` bytes, as a lost connection does. */
function cutAfter(length: number): Fetch {
  let isCut = false
  return async (url, init) => {
    const response = await fetch(url, init)
    if (isCut || !isEventStream(response)) return response
    isCut = true
    const bytes = new Uint8Array(await response.arrayBuffer())
    return new Response(ReadableStream.from(thenLost(bytes.subarray(0, length))), response)
  }
}

async function* thenLost(bytes: Uint8Array) {
  yield bytes
  throw new TypeError('terminated')
}

test('a stream cut at any byte gives the same answer', { timeout: 30_000 }, async () => {
  await using server = await startTinyCoco()
  server.says(...ANSWER)
  const whole = await lengthOfStream(server.url)
  for (let length = 0; length <= whole; length += 1) {
    const coco = createCoco({ url: server.url, apiKey: 'key', fetch: cutAfter(length), resume: { firstDelayMs: 0 } })
    expect(await collect(coco.chat.stream(QUESTION)), `cut after ${length} bytes`).toEqual(ANSWER)
  }
})

async function lengthOfStream(url: string) {
  let length = 0
  const measure: Fetch = async (target, init) => {
    const response = await fetch(target, init)
    if (isEventStream(response)) length = (await response.clone().arrayBuffer()).byteLength
    return response
  }
  await collect(createCoco({ url, apiKey: 'key', fetch: measure }).chat.stream(QUESTION))
  return length
}

test('a stream that arrives byte by byte gives the same answer', async () => {
  await using server = await startTinyCoco()
  server.says(...ANSWER)
  const byteByByte: Fetch = async (url, init) => {
    const response = await fetch(url, init)
    if (!isEventStream(response)) return response
    const bytes = new Uint8Array(await response.arrayBuffer())
    return new Response(ReadableStream.from(Array.from(bytes, (byte) => Uint8Array.of(byte))), response)
  }
  const coco = createCoco({ url: server.url, apiKey: 'key', fetch: byteByByte })
  expect(await collect(coco.chat.stream(QUESTION))).toEqual(ANSWER)
})

test("a proxy's 503 is waited out, its page is not", async () => {
  await using server = await startTinyCoco()
  server.says(...ANSWER)
  const pages = [new Response('<h1>Restarting</h1>', { status: 503, headers: { 'retry-after': '0' } })]
  const throughProxy: Fetch = (url, init) => {
    const page = url.includes('chat.watch') ? pages.shift() : undefined
    return page ? Promise.resolve(page) : fetch(url, init)
  }
  const coco = createCoco({ url: server.url, apiKey: 'key', fetch: throughProxy, resume: { firstDelayMs: 1 } })
  expect(await collect(coco.chat.stream(QUESTION))).toEqual(ANSWER)

  pages.push(new Response('<h1>Please log in</h1>', { status: 200, headers: { 'content-type': 'text/html' } }))
  await expect(collect(coco.chat.stream(QUESTION))).rejects.toMatchObject({ code: 'bad_response', statusCode: 200 })
})
