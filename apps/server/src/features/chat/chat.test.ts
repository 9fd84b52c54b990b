import type { Tenant } from '@coco/core/tenants/tenant'
import type { GenerationEvent } from '@coco/shared/generation-events'
import { NO_RULES } from '@coco/shared/answer-defaults'
import { ApiKeyId, GenerationId, PersonId, SessionId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createBackground } from '../../platform/background.ts'
import { createLogger } from '../../platform/logger.ts'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createWorkUnderWay } from '../../platform/work-under-way.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { createChat } from './chat.ts'
import { createGenerations } from './generation/generations.ts'
import type { GenerationRequest } from './generation/run-generation.ts'

const alpha = TenantId.parse('tenant-alpha')
const LIMITS = { unreadMs: 30_000, keptMs: 5 * 60_000, keptBytes: 134_217_728, memoryBytes: 536_870_912 }
const input = { messages: [{ role: 'user' as const, content: 'hi' }], maxTokens: 10, temperature: 0.5 }

const SESSION: Viewer['proof'] = {
  kind: 'session',
  sessionId: SessionId.parse(randomUUID()),
  personId: PersonId.parse(randomUUID()),
}

function viewer(subject: string, tenant = alpha): Viewer & { end: () => void } {
  const controller = new AbortController()
  return {
    tenant,
    subject,
    roles: ['member'],
    permissions: new Set(['chat']),
    models: null,
    proof: { kind: 'api_key', keyId: ApiKeyId.parse(randomUUID()) },
    ended: controller.signal,
    end: () => controller.abort(),
  }
}

const by = (who: Viewer) => ({ viewer: who, source: { address: null, userAgent: null, requestId: 'r' } })

/** A chat whose model says what the test gives it, until the answer is ended. */
function setUp(limits = LIMITS) {
  const clock = createManualClock()
  const log = createLogger('CRITICAL')
  const requests: GenerationRequest[] = []
  const endings: unknown[] = []
  const given: GenerationEvent[] = []
  let wake = () => {}
  let released = 0
  const work = createWorkUnderWay()
  const background = createBackground(log)
  const chat = createChat({
    requireModel: () => {},
    rulesOf: async () => NO_RULES,
    admit: async () => ({
      tenant: { id: alpha, name: 'A', defaultModel: 'default-model', systemPrompt: 'Be kind.' } as Tenant,
      credentials: { token: () => Promise.reject(new Error('unused')), invalidate() {} },
      release: () => (released += 1),
    }),
    takeReaderSlot: () => () => {},
    async *runGeneration(request, signal) {
      requests.push(request)
      signal.addEventListener('abort', () => wake())
      for (let next = 0; !signal.aborted; ) {
        const event = given[next]
        if (event === undefined) await new Promise<void>((resolve) => (wake = resolve))
        else {
          next += 1
          yield event
          if (event.type === 'done') return
        }
      }
      endings.push((signal.reason as { ending: string }).ending)
    },
    generations: createGenerations({ limits, newId: randomUUID, after: clock.after, background, work }),
    showsGrantsToAll: false,
    readPassages: async () => [],
    after: clock.after,
  })
  return {
    chat,
    clock,
    work,
    requests,
    endings,
    released: () => released,
    settled: background.settled,
    say(...events: GenerationEvent[]) {
      given.push(...events)
      wake()
    },
  }
}

const delta = (content: string): GenerationEvent => ({ type: 'delta', content })
const done: GenerationEvent = { type: 'done', id: 'coco_req_00000000', latency_ms: 1, usage: {}, finish_reason: 'stop' }

async function readAll(events: AsyncIterable<{ event: GenerationEvent }>) {
  const read: GenerationEvent[] = []
  for await (const { event } of events) read.push(event)
  return read
}

test('the system prompt comes first, the default model is filled in, usage is asked for', async () => {
  const { chat, requests, say } = setUp()
  const ann = viewer('ann')
  await chat.complete({ viewer: ann, requestId: 'r' }, input)
  say(done)
  expect(requests[0]?.body).toEqual({
    model: 'default-model',
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'hi' },
    ],
    max_completion_tokens: 10,
    stream: true,
    temperature: 0.5,
    stream_options: { include_usage: true },
  })
})

test('two readers get the same; one that comes back gets only what it missed', async () => {
  const { chat, say, released, settled } = setUp()
  const ann = viewer('ann')
  const { generationId } = await chat.complete({ viewer: ann, requestId: 'r' }, input)
  const first = readAll(chat.watch(by(ann), { generationId }, undefined))
  say(delta('one'), done)
  expect(await first).toEqual([delta('one'), done])
  expect(await readAll(chat.watch(by(ann), { generationId, lastEventId: '1' }, undefined))).toEqual([done])
  await settled()
  expect(released()).toBe(1)
})

test("somebody else's answer and one that never was are the same refusal", async () => {
  const { chat, say } = setUp()
  const { generationId } = await chat.complete({ viewer: viewer('ann'), requestId: 'r' }, input)
  const never = GenerationId.parse(randomUUID())
  const refusal = async (who: Viewer, id: GenerationId) => {
    const watching = readAll(chat.watch(by(who), { generationId: id }, undefined))
    const stopping = (async () => chat.stop(who, { generationId: id }))()
    const settled = await Promise.allSettled([watching, stopping])
    return settled.map((one) => one.status === 'rejected' && [one.reason.code, one.reason.message])
  }
  const missing = await refusal(viewer('bob'), never)
  expect(await refusal(viewer('bob'), generationId)).toEqual(missing)
  expect(await refusal(viewer('ann', TenantId.parse('tenant-beta')), generationId)).toEqual(missing)
  expect(missing).toEqual([expect.arrayContaining(['not_found']), expect.arrayContaining(['not_found'])])
  say(done)
})

test('stop ends the answer once; stopping again says that it had ended', async () => {
  const { chat, endings, settled } = setUp()
  const ann = viewer('ann')
  const { generationId } = await chat.complete({ viewer: ann, requestId: 'r' }, input)
  expect(chat.stop(ann, { generationId })).toEqual({ stopped: true })
  await settled()
  expect(endings).toEqual(['stopped'])
  expect(chat.stop(ann, { generationId })).toEqual({ stopped: false })
})

test('an answer that nobody reads for 30 s ends; a reader holds it, and its leaving starts the time anew', async () => {
  const { chat, clock, endings, settled, say } = setUp()
  const ann = viewer('ann')
  const { generationId } = await chat.complete({ viewer: ann, requestId: 'r' }, input)
  clock.advance(29_999)
  const leaving = new AbortController()
  const reading = readAll(chat.watch(by(ann), { generationId }, leaving.signal))
  say(delta('here'))
  await new Promise((resolve) => setImmediate(resolve))
  clock.advance(120_000)
  expect(endings).toEqual([])
  leaving.abort()
  await reading
  clock.advance(29_999)
  expect(endings).toEqual([])
  clock.advance(1)
  await settled()
  expect(endings).toEqual(['unread'])
})

test('an ended answer can be read again for five minutes', async () => {
  const { chat, clock, say, settled } = setUp()
  const ann = viewer('ann')
  const { generationId } = await chat.complete({ viewer: ann, requestId: 'r' }, input)
  say(done)
  await settled()
  clock.advance(5 * 60_000 - 1)
  expect(await readAll(chat.watch(by(ann), { generationId }, undefined))).toEqual([done])
  clock.advance(1)
  await expect(readAll(chat.watch(by(ann), { generationId }, undefined))).rejects.toMatchObject({ code: 'not_found' })
})

test('ended answers that are large make room for newer ones before their five minutes are over', async () => {
  const { chat, say, settled } = setUp()
  const ann = viewer('ann')
  say(delta('x'.repeat(4_000_000)), done)
  const ids: GenerationId[] = []
  for (let count = 0; count < 20; count++) {
    ids.push((await chat.complete({ viewer: ann, requestId: 'r' }, input)).generationId)
    await settled()
  }
  const [oldest, newest] = [ids[0], ids.at(-1)]
  if (oldest === undefined || newest === undefined) throw new Error('no answers')
  expect(await readAll(chat.watch(by(ann), { generationId: newest }, undefined))).toHaveLength(2)
  await expect(readAll(chat.watch(by(ann), { generationId: oldest }, undefined))).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('while running answers fill the memory for answers, a new one is refused before it costs anything; none is cut', async () => {
  const { chat, clock, requests, say, endings, settled } = setUp({ ...LIMITS, memoryBytes: 2_000_000 })
  const ann = viewer('ann')
  const { generationId } = await chat.complete({ viewer: ann, requestId: 'r' }, input)
  const reading = readAll(chat.watch(by(ann), { generationId }, undefined))
  say(delta('x'.repeat(1_000_000)), delta('y'))
  await new Promise((resolve) => setImmediate(resolve))
  clock.advance(1_000)
  await new Promise((resolve) => setImmediate(resolve))
  await expect(chat.complete({ viewer: ann, requestId: 'r' }, input)).rejects.toMatchObject({
    code: 'too_many_streams',
    retryAfterMs: 5_000,
  })
  expect(requests).toHaveLength(1)
  expect(endings).toEqual([])
  say(done)
  expect((await reading).at(-1)).toEqual(done)
  await settled()
  await expect(chat.complete({ viewer: ann, requestId: 'r' }, input)).resolves.toHaveProperty('generationId')
})

test.each([
  ['session', 'not_signed_in'],
  ['api_key', 'invalid_api_key'],
] as const)('a %s that ends closes its open readers with %s, and the answer lives on', async (kind, code) => {
  const { chat, endings, work } = setUp()
  const ann = viewer('ann')
  if (kind === 'session') ann.proof = SESSION
  const { generationId } = await chat.complete({ viewer: ann, requestId: 'r' }, input)
  const reading = readAll(chat.watch(by(ann), { generationId }, undefined))
  await Promise.resolve()
  ann.end()
  await expect(reading).rejects.toMatchObject({ code })
  expect(endings).toEqual([])
  expect(work.count()).toBe(1)
})

test('what is read on at once comes in pieces, and is over only with the last', async () => {
  const { chat, say, settled } = setUp()
  const ann = viewer('ann')
  const { generationId } = await chat.complete({ viewer: ann, requestId: 'r' }, input)
  // Other kinds take turns, so that they are not joined.
  for (let count = 0; count < 1_250; count++) say(delta('a'), { type: 'reasoning', content: 'b' })
  say(done)
  await settled()
  const whole = await readAll(chat.watch(by(ann), { generationId }, undefined))
  const first = await chat.readOn(by(ann), { generationId })
  expect(first).toMatchObject({ hasMore: true, isOver: false })
  const second = await chat.readOn(by(ann), { generationId, lastEventId: String(first.events.at(-1)?.seq) })
  expect(second).toMatchObject({ hasMore: false, isOver: true })
  expect(first.events).toHaveLength(2_000)
  expect([...first.events, ...second.events].map(({ event }) => event)).toEqual(whole)
})
