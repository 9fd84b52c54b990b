import { CocoError, createCoco, type GenerationEvent } from '@coco/client'
import { startHostileUpstream, type UpstreamScript } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { chunk, DONE_LINE, openStream, says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'
import { cutAfterEvent } from './cut-fetch.ts'

const QUESTION = { messages: [{ role: 'user' as const, content: 'Count to four.' }] }
const GRANT = 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA'

async function collect(events: AsyncIterable<GenerationEvent>) {
  const all: GenerationEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const textOf = (events: GenerationEvent[]) =>
  events.map((event) => (event.type === 'delta' ? event.content : '')).join('')

test('a service gets an answer for its tenant, and the refusal of Snowflake as an error, until it is granted', async () => {
  await using stack = await startStack()
  const beta = createCoco({ url: stack.serverUrl, apiKey: stack.betaKey })
  const ask = () => beta.chat.complete({ ...QUESTION, model: 'claude-4-sonnet' })
  const refused: unknown = await ask().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(CocoError)
  expect(refused).toMatchObject({ code: 'model_not_allowed', statusCode: 403, requestId: expect.stringMatching(/./) })
  stack.sql(GRANT)
  expect(await ask()).toMatchObject({
    model: 'claude-4-sonnet',
    finishReason: 'stop',
    id: expect.stringMatching(/^coco_req_/),
  })
})

test('a key that nobody has is refused by name, and is in no line of the log', async () => {
  await using stack = await startStack()
  const stranger = createCoco({ url: stack.serverUrl, apiKey: 'sk-of-nobody' })
  await expect(collect(stranger.chat.stream(QUESTION))).rejects.toMatchObject({
    code: 'invalid_api_key',
    statusCode: 401,
  })
  await expect(stranger.models.list()).rejects.toMatchObject({ code: 'invalid_api_key' })
  expect(stack.logLines.join('')).not.toContain('sk-of-nobody')
})

/** Writes each piece when it is asked for, so that none of them are joined into one event. */
function onDemand(pieces: string[]) {
  const demands = pieces.map(() => Promise.withResolvers<void>())
  const script: UpstreamScript = async (response) => {
    openStream(response)
    for (const [index, content] of pieces.entries()) {
      await demands[index]?.promise
      response.write(chunk({ content }))
    }
    response.end(chunk({ finishReason: 'stop' }) + DONE_LINE)
  }
  return { script, writePiece: (index: number) => demands[index]?.resolve() }
}

test.for([1, 2, 3, 4, 5])('a connection to the server that is lost after event %i costs no text', async (k) => {
  const answer = onDemand(['one ', 'zwölf ', 'three ', '🔑'])
  await using upstream = await startHostileUpstream(answer.script)
  await using server = await startServerOn(upstream.url)
  const resume = { firstDelayMs: 1 }
  const coco = createCoco({ url: server.serverUrl, apiKey: server.alphaKey, fetch: cutAfterEvent(k), resume })
  const events: GenerationEvent[] = []
  for await (const event of coco.chat.stream(QUESTION)) {
    answer.writePiece(events.length)
    events.push(event)
  }
  expect(textOf(events)).toBe('one zwölf three 🔑')
  expect(events.map(({ type }) => type)).toEqual(['meta', 'delta', 'delta', 'delta', 'delta', 'done'])
  expect(upstream.calls).toHaveLength(1)
})

test('an answer of another tenant is not there', async () => {
  await using upstream = await startHostileUpstream(says('secret'))
  await using server = await startServerOn(upstream.url)
  const alpha = createCoco({ url: server.serverUrl, apiKey: server.alphaKey })
  const beta = createCoco({ url: server.serverUrl, apiKey: server.betaKey })
  const { generationId } = await alpha.trpc.chat.complete.mutate(QUESTION)
  await expect(beta.trpc.chat.stop.mutate({ generationId })).rejects.toMatchObject({
    data: { coco: { code: 'not_found' } },
  })
  const error = await new Promise((resolve) => beta.trpc.chat.watch.subscribe({ generationId }, { onError: resolve }))
  expect(error).toMatchObject({ data: { coco: { code: 'not_found' } } })
})

test.for([
  ['leaving the loop', async (events: AsyncIterator<GenerationEvent>) => void (await events.return?.())],
  ['an AbortSignal', async (_: AsyncIterator<GenerationEvent>, stop: AbortController) => stop.abort()],
] as const)('%s hangs up on Snowflake at once', async ([, leave]) => {
  await using upstream = await startHostileUpstream(saysThenHangs('one'))
  await using server = await startServerOn(upstream.url)
  const stop = new AbortController()
  const coco = createCoco({ url: server.serverUrl, apiKey: server.alphaKey })
  const events = coco.chat.stream({ ...QUESTION, signal: stop.signal })
  await events.next()
  await events.next()
  const rest = Promise.allSettled([events.next()])
  const leftAtMs = performance.now()
  await leave(events, stop)
  expect((await (await upstream.nth(0)).closed) - leftAtMs).toBeLessThan(500)
  await rest
})
