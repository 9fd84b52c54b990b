import { startHostileUpstream, type UpstreamCall } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { chunk, DONE_LINE, openStream } from '@coco/testkit/upstream-scripts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folderWithLimit } from '../contract/folder-with-limit.ts'
import { KINDS } from './database-kinds.ts'

const CALLS = { postgres: 600, embedded: 200 }
const AT_ONCE = 40
const TENANTS = ['alpha', 'beta'] as const
const WHAT = ['stream', 'complete', 'list', 'send', 'me'] as const

/** Says what it was asked last, in pieces, so that an answer names its question. */
async function echo(response: Parameters<typeof openStream>[0], call: UpstreamCall): Promise<void> {
  const { messages } = call.body as { messages: { content: string }[] }
  openStream(response)
  for (const piece of (messages.at(-1)?.content ?? '').match(/.{1,7}/g) ?? []) {
    response.write(chunk({ content: piece }))
    await new Promise(setImmediate)
  }
  response.end(chunk({ finishReason: 'stop' }) + DONE_LINE)
}

describe.each(KINDS)('on %s', (kind) => {
  test(`no reply of one tenant reaches another in ${CALLS[kind]} calls of which most are cancelled at any moment`, async () => {
    await using upstream = await startHostileUpstream(echo)
    await using server = await startServerOn(upstream.url, {
      folder: await folderWithLimit(1_000_000),
      database: kind,
      settings: { COCO_MAX_STREAMS_PER_TENANT: '10000' },
    })
    const pages = { alpha: await server.signIn('user-alpha'), beta: await server.signIn('user-beta') }
    const keys = { alpha: server.alphaKey, beta: server.betaKey }
    let whole = 0
    let cancelled = 0

    /** Nothing of the other tenant in whatever came before the call was cancelled. */
    async function call({ tenant, what, cancelAfterMs, mark }: Call): Promise<void> {
      const signal = cancelAfterMs === null ? null : AbortSignal.timeout(cancelAfterMs)
      const text = `${tenant}-says-${mark}`
      const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body), signal })
      const requests: Record<(typeof WHAT)[number], () => Promise<Response>> = {
        stream: () =>
          fetch(`${server.serverUrl}/v1/chat/stream`, {
            ...post({ message: text }),
            headers: { 'content-type': 'application/json', 'x-api-key': keys[tenant] },
          }),
        complete: () =>
          pages[tenant].fetch('/trpc/chat.complete', post({ messages: [{ role: 'user', content: text }] })),
        send: () =>
          pages[tenant].fetch('/trpc/chat.send', post({ content: text, idempotencyKey: crypto.randomUUID() })),
        list: () =>
          pages[tenant].fetch(`/trpc/conversations.list?input=${encodeURIComponent('{"limit":50}')}`, { signal }),
        me: () => pages[tenant].fetch('/trpc/session.me', { signal }),
      }
      const read = { text: '' }
      try {
        const response = await requests[what]()
        const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
        for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) read.text += part.value
        // A busy machine may be too slow for one connection: that is said, and nobody's reply.
        expect([200, 503]).toContain(response.status)
        expect(read.text.length).toBeGreaterThan(0)
        expect(what === 'stream' && response.ok ? contentOf(read.text) : text).toBe(text)
        whole += response.status === 200 ? 1 : 0
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
        cancelled += 1
      }
      const other = tenant === 'alpha' ? 'beta' : 'alpha'
      expect(read.text.toLowerCase()).not.toContain(other)
      // As far as it came, it is what was asked in this call and in no other.
      expect(text.startsWith(what === 'stream' ? contentOf(read.text) : '')).toBe(true)
    }

    const oneCall = fc.record({
      tenant: fc.constantFrom(...TENANTS),
      what: fc.constantFrom(...WHAT),
      cancelAfterMs: fc.oneof({ weight: 3, arbitrary: fc.nat(40) }, { weight: 1, arbitrary: fc.constant(null) }),
      mark: fc.integer({ min: 100_000, max: 999_999 }),
    })
    const property = fc.asyncProperty(
      fc.array(oneCall, { minLength: AT_ONCE, maxLength: AT_ONCE, size: 'max' }),
      async (calls) => void (await Promise.all(calls.map(call))),
    )
    await fc.assert(property, { numRuns: CALLS[kind] / AT_ONCE, seed: 1, endOnFailure: true })
    expect(whole).toBeGreaterThan(CALLS[kind] / 10)
    expect(cancelled).toBeGreaterThan(CALLS[kind] / 10)
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([])
  }, 120_000)
})

interface Call {
  tenant: (typeof TENANTS)[number]
  what: (typeof WHAT)[number]
  /** Null: it is waited for. */
  cancelAfterMs: number | null
  mark: number
}

/** All text of a stream, as far as it came. */
function contentOf(sse: string): string {
  return [...sse.matchAll(/^data: (\{.*"content".*\})$/gm)]
    .map(([, json]) => (JSON.parse(json as string) as { content: string }).content)
    .join('')
}
