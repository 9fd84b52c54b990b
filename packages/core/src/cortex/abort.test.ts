import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCortexClient } from './cortex-client.ts'
import type { CortexChatEvent } from './cortex-events.ts'
import {
  createCredentials,
  chunk,
  EVENT_STREAM,
  type StandInUpstream,
  startUpstream,
} from './testing/stand-in-upstream.ts'

type Answer = AsyncGenerator<CortexChatEvent, void, undefined>

interface Moment {
  name: string
  /** What upstream does with the request. */
  answer: Parameters<typeof startUpstream>[0]
  /** How many events the reader takes before it leaves. */
  reads: number
}

const MOMENTS: Moment[] = [
  { name: 'before headers', answer: () => {}, reads: 0 },
  {
    name: 'before the first token',
    answer: (response) => response.writeHead(200, EVENT_STREAM).flushHeaders(),
    reads: 1,
  },
  {
    name: 'in mid-stream',
    answer: (response) => {
      response.writeHead(200, EVENT_STREAM)
      const timer = setInterval(() => response.write(chunk('x')), 2)
      response.on('close', () => clearInterval(timer))
    },
    reads: 4,
  },
  { name: 'while silent', answer: (response) => response.writeHead(200, EVENT_STREAM).write(chunk('x')), reads: 2 },
]

let client: ReturnType<typeof createCortexClient>
let upstream: StandInUpstream

afterEach(async () => {
  await client.close()
  await upstream[Symbol.asyncDispose]()
})

async function start(moment: Moment): Promise<void> {
  upstream = await startUpstream(moment.answer)
  client = createCortexClient({ baseUrl: upstream.baseUrl })
}

/** Starts an answer, reads as far as the moment says and has one more read pending. */
async function reach(
  moment: Moment,
  count: number,
  signal?: AbortSignal,
): Promise<{ answer: Answer; pending: Promise<unknown> }> {
  const answer = client.streamChat({ credentials: createCredentials(), body: {}, ...(signal && { signal }) })
  for (let read = 0; read < moment.reads; read++) await answer.next()
  const pending = answer.next()
  pending.catch(() => {})
  await upstream.arrived(count)
  return { answer, pending }
}

describe('row 26: upstream is let go within 100 ms (median)', () => {
  test.each(MOMENTS)('when the signal is used $name', async (moment) => {
    await start(moment)
    const times: number[] = []
    for (let run = 1; run <= 20; run++) {
      const stop = new AbortController()
      const { answer, pending } = await reach(moment, run, stop.signal)
      const startedAt = performance.now()
      stop.abort(new Error('stopped'))
      await upstream.allGone()
      times.push(performance.now() - startedAt)
      await expect(pending.then(() => drain(answer))).rejects.toThrow('stopped')
    }
    console.info(`upstream is let go ${moment.name} after ${median(times).toFixed(1)} ms (median of ${times.length})`)
    expect(median(times)).toBeLessThan(100)
  })

  test.each(MOMENTS)('when the reader leaves $name', async (moment) => {
    await start(moment)
    const { answer, pending } = await reach(moment, 1)
    await answer.return()
    await upstream.allGone()
    await expect(pending).resolves.toBeDefined()
    expect(await answer.next()).toEqual({ done: true, value: undefined })
  })
})

describe('what waits for something else than upstream ends as well', () => {
  beforeEach(() => start({ name: '', answer: (response) => response.writeHead(503).end(), reads: 0 }))

  test('a signal that was used before sends nothing', async () => {
    const answer = client.streamChat({
      credentials: createCredentials(),
      body: {},
      signal: AbortSignal.abort(new Error('early')),
    })
    await expect(answer.next()).rejects.toThrow('early')
    expect(upstream.openConnections()).toBe(0)
  })

  test('while a token is made', async () => {
    const stop = new AbortController()
    const credentials = { token: () => new Promise<never>(() => {}), invalidate: () => {} }
    const next = client.streamChat({ credentials, body: {}, signal: stop.signal }).next()
    stop.abort(new Error('stopped'))
    await expect(next).rejects.toThrow('stopped')
    expect(upstream.openConnections()).toBe(0)
  })

  test('in the pause before a retry', async () => {
    const stop = new AbortController()
    const slow = createCortexClient({
      baseUrl: upstream.baseUrl,
      retry: { baseDelayMs: 60_000, maxDelayMs: 60_000, random: () => 0 },
      timeouts: { firstTokenMs: 600_000 },
      log: () => stop.abort(new Error('stopped')),
    })
    const next = slow.streamChat({ credentials: createCredentials(), body: {}, signal: stop.signal }).next()
    await expect(next).rejects.toThrow('stopped')
    expect(upstream.seen).toHaveLength(1)
    await slow.close()
  })

  test('while it connects', async () => {
    const stop = new AbortController()
    const next = client.streamChat({ credentials: createCredentials(), body: {}, signal: stop.signal }).next()
    await Promise.resolve()
    stop.abort(new Error('stopped'))
    await expect(next).rejects.toThrow('stopped')
    await upstream.allGone()
    expect(upstream.seen).toHaveLength(0)
  })

  test('an answer that was never begun', async () => {
    const answer = client.streamChat({ credentials: createCredentials(), body: {} })
    expect(await answer.return()).toEqual({ done: true, value: undefined })
    expect(upstream.seen).toHaveLength(0)
  })
})

test('a signal that outlives many answers does not collect listeners', async () => {
  await start({
    name: '',
    answer: (response) => response.writeHead(200, EVENT_STREAM).end(chunk('a', 'stop')),
    reads: 0,
  })
  const stop = new AbortController()
  let listeners = 0
  const { addEventListener, removeEventListener } = stop.signal
  stop.signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners += 1
    return addEventListener.apply(stop.signal, args)
  }
  stop.signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners -= 1
    return removeEventListener.apply(stop.signal, args)
  }
  for (let run = 0; run < 3; run++) {
    for await (const _ of client.streamChat({ credentials: createCredentials(), body: {}, signal: stop.signal }));
  }
  expect(listeners).toBe(0)
})

/** Reads what is left. */
async function drain(answer: Answer): Promise<void> {
  for await (const _ of answer);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
