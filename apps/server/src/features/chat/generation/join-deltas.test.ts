import type { GenerationEvent } from '@coco/shared/generation-events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createManualClock } from '../../../platform/manual-clock.ts'
import { joinDeltas } from './join-deltas.ts'

const delta = (content: string): GenerationEvent => ({ type: 'delta', content })
const reasoning = (content: string): GenerationEvent => ({ type: 'reasoning', content })
const meta: GenerationEvent = { type: 'meta', id: 'coco_req_00000000', model: 'm', tenant_id: 'tenant-alpha' as never }
const done: GenerationEvent = { type: 'done', id: 'coco_req_00000000', latency_ms: 1, usage: {}, finish_reason: 'stop' }

/** A source that gives an event when told, and a reader that notes what comes out. */
function setUp() {
  const clock = createManualClock()
  const queue: GenerationEvent[] = []
  let isOver = false
  let wake = () => {}
  async function* source() {
    for (;;) {
      const next = queue.shift()
      if (next !== undefined) yield next
      else if (isOver) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  const seen: GenerationEvent[] = []
  const reading = (async () => {
    for await (const event of joinDeltas(source(), { windowMs: 25, after: clock.after })) seen.push(event)
  })()
  /** Lets everything that waits for no clock happen. */
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    clock,
    seen,
    settle,
    async give(...events: GenerationEvent[]) {
      queue.push(...events)
      wake()
      await settle()
    },
    async end() {
      isOver = true
      wake()
      await reading
    },
  }
}

test('the first text is passed on at once, what follows within the window is one event', async () => {
  const { clock, seen, give, settle } = setUp()
  await give(meta, delta('a'))
  expect(seen).toEqual([meta, delta('a')])
  await give(delta('b'))
  await give(delta('c'))
  expect(seen).toHaveLength(2)
  clock.advance(25)
  await settle()
  expect(seen.at(-1)).toEqual(delta('bc'))
})

test('nothing waits longer than the window, however much comes', async () => {
  const { clock, seen, give, settle } = setUp()
  await give(delta('first'))
  for (let n = 0; n < 10; n++) {
    await give(delta(String(n)))
    clock.advance(5)
    await settle()
  }
  expect(seen).toEqual([delta('first'), delta('01234'), delta('56789')])
})

test('the end does not wait, and comes after the text', async () => {
  const { seen, give, end } = setUp()
  await give(delta('a'), delta('b'), delta('c'), done)
  expect(seen).toEqual([delta('a'), delta('bc'), done])
  await end()
})

test('text and reasoning stay apart and in order', async () => {
  const { seen, give, end } = setUp()
  await give(reasoning('x'), reasoning('y'), reasoning('z'), delta('a'), delta('b'), reasoning('w'))
  await end()
  expect(seen).toEqual([reasoning('x'), reasoning('yz'), delta('ab'), reasoning('w')])
})

test('no character is lost, doubled or moved, however the source is timed', async () => {
  const step = fc.oneof(
    fc.record({ give: fc.constantFrom(delta('a'), delta('b'), reasoning('r')) }),
    fc.record({ advance: fc.integer({ min: 1, max: 40 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { clock, seen, give, settle, end } = setUp()
      const given = steps.flatMap((one) => ('give' in one ? [one.give] : []))
      for (const one of steps) {
        if ('give' in one) await give(one.give)
        else clock.advance(one.advance)
        await settle()
      }
      await end()
      const flat = (events: GenerationEvent[]) =>
        events.map((event) => ('content' in event ? event.content.replace(/./g, `${event.type}:$& `) : '')).join('')
      expect(flat(seen)).toBe(flat(given))
    }),
    { numRuns: 50 },
  )
})
