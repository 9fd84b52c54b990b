import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { startCuttingProxy } from '../test/cutting-proxy.ts'
import { delta, done, meta, startTinyCoco } from '../test/tiny-coco.ts'
import { CocoError } from './coco-error.ts'
import { createCoco } from './create-coco.ts'
import { toCocoError } from './to-coco-error.ts'

const QUESTION = { messages: [{ role: 'user' as const, content: 'Count.' }] }

/** Something at the other end that is not Coco. */
async function startStranger(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

test('a whole answer comes with its reason, usage, model and label', async () => {
  await using server = await startTinyCoco()
  server.says(meta, { type: 'reasoning', content: 'hm' }, delta('one '), delta('two'), done)
  expect(await createCoco({ url: server.url, apiKey: 'key' }).chat.complete(QUESTION)).toEqual({
    text: 'one two',
    reasoning: 'hm',
    finishReason: 'stop',
    usage: { total_tokens: 7 },
    model: 'claude-4-sonnet',
    id: 'coco_req_0000000a',
  })
})

test('a failed answer is never returned as a whole one', async () => {
  await using server = await startTinyCoco()
  server.says(meta, delta('one'), {
    type: 'error',
    code: 'model_not_allowed',
    status_code: 403,
    message: 'User Beta may not use claude-4-sonnet.',
    request_id: 'req-7',
    fix: 'GRANT …',
  })
  const failed = createCoco({ url: server.url, apiKey: 'key' }).chat.complete(QUESTION)
  await expect(failed).rejects.toMatchObject({
    name: 'CocoError',
    code: 'model_not_allowed',
    statusCode: 403,
    message: 'User Beta may not use claude-4-sonnet.',
    requestId: 'req-7',
    fix: 'GRANT …',
  })
})

test('the models of the tenant are listed', async () => {
  await using server = await startTinyCoco()
  const models = await createCoco({ url: server.url, apiKey: 'key' }).models.list()
  expect(models).toEqual([{ id: 'claude-4-sonnet', access: 'granted', isDefault: true }])
})

test('the whole router is there, and its errors can be read as CocoError', async () => {
  await using server = await startTinyCoco()
  const { trpc } = createCoco({ url: server.url, apiKey: 'key' })
  const unknown = '00000000-0000-4000-8000-000000000000'
  const error: unknown = await trpc.chat.stop.mutate({ generationId: unknown }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TRPCClientError)
  expect(toCocoError(error)).toMatchObject({ code: 'not_found', statusCode: 404, requestId: 'req-1' })
})

test('a subscription of the router resumes after a cut as a stream does', async () => {
  await using server = await startTinyCoco()
  await using proxy = await startCuttingProxy(server.port, [1, 1])
  server.says(meta, delta('one'), delta('two'), done)
  const { trpc } = createCoco({ url: proxy.url, apiKey: 'key', resume: { firstDelayMs: 1 } })
  const { generationId } = await trpc.chat.complete.mutate(QUESTION)
  const seen: string[] = []
  await new Promise<void>((resolve, reject) => {
    trpc.chat.watch.subscribe(
      { generationId },
      { onData: ({ id, data }) => seen.push(`${id} ${data.type}`), onComplete: resolve, onError: reject },
    )
  })
  expect(seen).toEqual(['1 meta', '2 delta', '3 delta', '4 done'])
  expect(proxy.cutCount).toBe(2)
})

test('unsubscribing ends the connection, and an unknown answer is an error', async () => {
  await using server = await startTinyCoco()
  server.says(meta)
  const { trpc } = createCoco({ url: server.url, apiKey: 'key' })
  const { generationId } = await trpc.chat.complete.mutate(QUESTION)
  await new Promise<void>((resolve) => {
    const watching = trpc.chat.watch.subscribe(
      { generationId },
      { onData: () => watching.unsubscribe(), onComplete: resolve },
    )
  })
  server.forget()
  const error = await new Promise((resolve) => trpc.chat.watch.subscribe({ generationId }, { onError: resolve }))
  expect(toCocoError(error)).toMatchObject({ code: 'not_found' })
})

test.for([
  ['a page', 200, '<h1>Welcome</h1>', 'bad_response'],
  ["a proxy's refusal", 502, '<h1>Bad gateway</h1>', 'bad_response'],
  ['JSON of somebody else', 200, '{"hello":"world"}', 'bad_response'],
  ['JSON refused by somebody else', 401, '{"error":"who?"}', 'bad_response'],
] as const)('%s instead of Coco is named so', async ([, status, body, code]) => {
  await using stranger = await startStranger((_, response) => response.writeHead(status).end(body))
  const coco = createCoco({ url: stranger.url, apiKey: 'key' })
  await expect(coco.models.list()).rejects.toMatchObject({ name: 'CocoError', code })
  await expect(coco.chat.complete(QUESTION)).rejects.toMatchObject({ name: 'CocoError', code })
})

test('a refusal from before tRPC keeps its own words', async () => {
  const body = { code: 'host_not_allowed', message: 'Not under that name.', request_id: 'req-9' }
  await using stranger = await startStranger((_, response) => response.writeHead(403).end(JSON.stringify(body)))
  await expect(createCoco({ url: stranger.url, apiKey: 'key' }).models.list()).rejects.toMatchObject({
    code: 'host_not_allowed',
    message: 'Not under that name.',
    statusCode: 403,
    requestId: 'req-9',
  })
})

test('a server that is not there, or does not answer in time, is a network error', async () => {
  await using silent = await startStranger(() => {})
  const slow = createCoco({ url: silent.url, apiKey: 'key', timeoutMs: 30 })
  await expect(slow.models.list()).rejects.toMatchObject({ code: 'network', message: 'Coco did not answer in time.' })
  const { url } = silent
  await silent[Symbol.asyncDispose]()
  const gone = createCoco({ url, apiKey: 'key' })
  await expect(gone.models.list()).rejects.toMatchObject({ code: 'network', message: 'Coco could not be reached.' })
})

test('a call that is stopped throws the reason of its signal', async () => {
  await using silent = await startStranger(() => {})
  const coco = createCoco({ url: silent.url, apiKey: 'key' })
  await expect(coco.models.list({ signal: AbortSignal.timeout(10) })).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('the key is not carried along a redirect', async () => {
  let carried = false
  await using elsewhere = await startStranger((_, response) => {
    carried = true
    response.end('{}')
  })
  await using stranger = await startStranger((_, response) =>
    response.writeHead(307, { location: elsewhere.url }).end(),
  )
  await expect(createCoco({ url: stranger.url, apiKey: 'key' }).models.list()).rejects.toBeInstanceOf(CocoError)
  expect(carried).toBe(false)
})

test.for([
  ['', 'empty'],
  ['sekret\n', 'a line break'],
  ['sekret key', 'a space'],
  ['sekrèt', 'an accent'],
])('a key that cannot stand in a header is refused without being shown: %j (%s)', ([apiKey]) => {
  const refused = () => createCoco({ url: 'http://127.0.0.1', apiKey: apiKey ?? '' })
  expect(refused).toThrow(CocoError)
  expect(refused).not.toThrow(/sekr/)
})

test('no error shows the key, however deeply it is printed', async () => {
  const { url } = await startTinyCoco().then(async (server) => {
    await server[Symbol.asyncDispose]()
    return server
  })
  const error: unknown = await createCoco({ url, apiKey: 'sekret-key' })
    .models.list()
    .catch((thrown: unknown) => thrown)
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('sekret-key')
})
