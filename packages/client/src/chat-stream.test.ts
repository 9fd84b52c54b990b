import { expect, test } from 'vitest'
import { startCuttingProxy } from '../test/cutting-proxy.ts'
import { delta, done, meta, startTinyCoco } from '../test/tiny-coco.ts'
import { CocoError } from './coco-error.ts'
import { createCoco } from './create-coco.ts'
import type { GenerationEvent } from './generation-event.ts'

const QUESTION = { messages: [{ role: 'user' as const, content: 'Count.' }] }
const ANSWER = [meta, delta('one '), delta('zwölf '), delta('three '), delta('four'), done]
const AT_ONCE = { firstDelayMs: 1, longestDelayMs: 5 }

const clientOf = (url: string) => createCoco({ url, apiKey: 'key-of-alpha', resume: AT_ONCE })

async function collect(events: AsyncIterable<GenerationEvent>) {
  const all: GenerationEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

test('an answer arrives whole and in order, and ends with its one last event', async () => {
  await using server = await startTinyCoco()
  server.says(...ANSWER)
  expect(await collect(clientOf(server.url).chat.stream(QUESTION))).toEqual(ANSWER)
  expect(server.stopped).toEqual([])
})

test('every call carries the key in its header, and none in its URL', async () => {
  await using server = await startTinyCoco()
  server.says(...ANSWER)
  await collect(clientOf(`${server.url}/`).chat.stream(QUESTION))
  expect(server.calls.map(({ path, apiKey }) => [path, apiKey])).toEqual([
    ['chat.complete', 'key-of-alpha'],
    ['chat.watch', 'key-of-alpha'],
  ])
  expect(server.calls.filter(({ url }) => url.includes('key-of-alpha'))).toEqual([])
})

test('nothing is asked of the server before the first event is wanted', async () => {
  await using server = await startTinyCoco()
  clientOf(server.url).chat.stream(QUESTION)
  await clientOf(server.url).models.list()
  expect(server.calls.map(({ path }) => path)).toEqual(['models.list'])
})

test.for(ANSWER.map((_, index) => index))(
  'a connection cut after event %i loses nothing and repeats nothing',
  async (k) => {
    await using server = await startTinyCoco()
    await using proxy = await startCuttingProxy(server.port, [k])
    server.says(...ANSWER)
    expect(await collect(clientOf(proxy.url).chat.stream(QUESTION))).toEqual(ANSWER)
    expect(proxy.cutCount).toBe(1)
    expect(server.stopped).toEqual([])
  },
)

test('a connection cut after every single event still gives the whole answer', async () => {
  await using server = await startTinyCoco()
  await using proxy = await startCuttingProxy(server.port, [0, 1, 1, 1, 1, 1, 0])
  server.says(...ANSWER)
  expect(await collect(clientOf(proxy.url).chat.stream(QUESTION))).toEqual(ANSWER)
  expect(proxy.cutCount).toBeGreaterThanOrEqual(6)
})

test('an answer that the server no longer knows is a CocoError, not a silent end', async () => {
  await using server = await startTinyCoco()
  await using proxy = await startCuttingProxy(server.port, [2])
  server.says(meta, delta('one'))
  const events = clientOf(proxy.url).chat.stream(QUESTION)
  await events.next()
  server.forget()
  await expect(collect(events)).rejects.toMatchObject({ name: 'CocoError', code: 'not_found', statusCode: 404 })
})

test('a server that stays away is given up, with the reason', async () => {
  await using server = await startTinyCoco()
  await using proxy = await startCuttingProxy(server.port, [])
  server.says(meta)
  const coco = createCoco({ url: proxy.url, apiKey: 'key', resume: { ...AT_ONCE, attempts: 3 } })
  const events = coco.chat.stream(QUESTION)
  await events.next()
  proxy.refuse(true)
  await expect(events.next()).rejects.toMatchObject({ name: 'CocoError', code: 'network' })
})

test('a busy server is asked again, not before the time that it named', async () => {
  await using server = await startTinyCoco()
  server.says(...ANSWER)
  server.refuse.watch = 'too_many_streams'
  const events = clientOf(server.url).chat.stream(QUESTION)
  const first = events.next()
  await expect.poll(() => server.calls.filter(({ path }) => path === 'chat.watch').length).toBeGreaterThan(1)
  delete server.refuse.watch
  expect(await first).toEqual({ done: false, value: meta })
  expect(await collect(events)).toEqual(ANSWER.slice(1))
})

test('a connection that falls silent is replaced by another', async () => {
  await using server = await startTinyCoco({ silenceMs: 40 })
  server.says(meta)
  const events = clientOf(server.url).chat.stream(QUESTION)
  await events.next()
  const next = events.next()
  await expect.poll(() => server.calls.filter(({ path }) => path === 'chat.watch').length).toBeGreaterThan(1)
  server.append(delta('late'))
  expect(await next).toEqual({ done: false, value: delta('late') })
  await events.return?.()
})

test('a long silence before a cut is not held against it', async () => {
  await using server = await startTinyCoco()
  await using proxy = await startCuttingProxy(server.port, [2])
  server.says(meta)
  const coco = createCoco({ url: proxy.url, apiKey: 'key', resume: { ...AT_ONCE, giveUpAfterMs: 40 } })
  const events = coco.chat.stream(QUESTION)
  await events.next()
  const quietSince = performance.now()
  await expect.poll(() => performance.now() - quietSince).toBeGreaterThan(60)
  for (const event of [delta('late'), done]) server.append(event)
  expect(await collect(events)).toEqual([delta('late'), done])
  expect(proxy.cutCount).toBe(1)
})

test('leaving the loop stops the answer before the next statement runs', async () => {
  await using server = await startTinyCoco()
  server.says(meta, delta('one'))
  for await (const event of clientOf(server.url).chat.stream(QUESTION)) if (event.type === 'delta') break
  expect(server.stopped).toHaveLength(1)
})

test('leaving while nothing arrives stops the answer too', async () => {
  await using server = await startTinyCoco()
  server.says(meta)
  const events = clientOf(server.url).chat.stream(QUESTION)
  await events.next()
  const pending = events.next()
  await events.return?.()
  expect(await pending).toEqual({ done: true, value: undefined })
  expect(server.stopped).toHaveLength(1)
})

test('an AbortSignal stops the answer, and the loop throws its reason', async () => {
  await using server = await startTinyCoco()
  server.says(meta, delta('one'))
  const stop = new AbortController()
  const events = clientOf(server.url).chat.stream({ ...QUESTION, signal: stop.signal })
  await events.next()
  await events.next()
  const pending = events.next()
  stop.abort(new Error('The user left'))
  await expect(pending).rejects.toThrow('The user left')
  expect(server.stopped).toHaveLength(1)
})

test('stop works while the connection is being taken up again', async () => {
  await using server = await startTinyCoco()
  await using proxy = await startCuttingProxy(server.port, [1])
  server.says(meta, delta('one'))
  const coco = createCoco({ url: proxy.url, apiKey: 'key', resume: { firstDelayMs: 20_000, longestDelayMs: 20_000 } })
  const stop = new AbortController()
  const events = coco.chat.stream({ ...QUESTION, signal: stop.signal })
  await events.next()
  const pending = events.next()
  await expect.poll(() => proxy.cutCount).toBe(1)
  stop.abort()
  await expect(pending).rejects.toMatchObject({ name: 'AbortError' })
  expect(server.stopped).toHaveLength(1)
})

test('an answer whose start was abandoned is stopped as soon as its id is known', async () => {
  await using server = await startTinyCoco()
  server.says(meta)
  const arrived = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const coco = createCoco({
    url: server.url,
    apiKey: 'key',
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      arrived.resolve()
      await held.promise
      return response
    },
  })
  const stop = new AbortController()
  const pending = coco.chat.stream({ ...QUESTION, signal: stop.signal }).next()
  await arrived.promise
  stop.abort()
  await expect(pending).rejects.toMatchObject({ name: 'AbortError' })
  held.resolve()
  await expect.poll(() => server.stopped.length).toBe(1)
})

test("the client's own signal ends all of its streams", async () => {
  await using server = await startTinyCoco()
  server.says(meta)
  const shutdown = new AbortController()
  const coco = createCoco({ url: server.url, apiKey: 'key', signal: shutdown.signal })
  const streams = [coco.chat.stream(QUESTION), coco.chat.stream(QUESTION)]
  for (const events of streams) await events.next()
  const pending = Promise.allSettled(streams.map((events) => events.next()))
  shutdown.abort()
  expect((await pending).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(server.stopped).toHaveLength(2)
})

test('a refused start throws with everything that the server said, and starts nothing', async () => {
  await using server = await startTinyCoco()
  server.refuse.complete = 'rate_limited'
  const refused = await collect(clientOf(server.url).chat.stream(QUESTION)).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(CocoError)
  expect(refused).toMatchObject({ code: 'rate_limited', statusCode: 429, requestId: 'req-1', retryAfterMs: 20 })
  expect(server.calls.map(({ path }) => path)).toEqual(['chat.complete'])
})

test('input that does not parse names its fields', async () => {
  await using server = await startTinyCoco()
  const refused = collect(clientOf(server.url).chat.stream({ messages: [] }))
  await expect(refused).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'messages' }] })
})

test('a kind of event that this version does not know is passed over', async () => {
  await using server = await startTinyCoco()
  server.says(meta, { type: 'citation', document: 'a' } as never, ...ANSWER.slice(1))
  expect(await collect(clientOf(server.url).chat.stream(QUESTION))).toEqual(ANSWER)
})
