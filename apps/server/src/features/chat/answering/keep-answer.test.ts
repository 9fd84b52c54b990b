import type { GenerationEvent } from '@coco/shared/generation-events'
import { expect, test } from 'vitest'
import { createManualClock } from '../../../platform/manual-clock.ts'
import { keepAnswer, type Written } from './keep-answer.ts'

const done: GenerationEvent = { type: 'done', id: 'coco_req_00000000', latency_ms: 1, usage: {}, finish_reason: 'stop' }
const failed: GenerationEvent = {
  type: 'error',
  code: 'upstream_silent',
  status_code: 504,
  message: 'Silent.',
  request_id: 'r',
}
async function readAll(events: AsyncIterable<GenerationEvent>) {
  const read: GenerationEvent[] = []
  for await (const event of events) read.push(event)
  return read
}

const delta = (content: string): GenerationEvent => ({ type: 'delta', content })

async function* gives(...events: GenerationEvent[]) {
  yield* events
}

function keep(events: AsyncIterable<GenerationEvent>, finish: (written: Written) => Promise<boolean>) {
  const clock = createManualClock()
  return keepAnswer(events, { requestId: 'r', clock, finish, checkpoint: async () => {} })
}

test('the end is passed on only once the whole is stored', async () => {
  const saving = Promise.withResolvers<boolean>()
  const finished: Written[] = []
  const events = keep(gives(delta('one '), { type: 'reasoning', content: 'hm' }, delta('two'), done), (written) => {
    finished.push({ ...written })
    return saving.promise
  })
  for (const content of ['one ', 'hm', 'two']) expect((await events.next()).value).toMatchObject({ content })
  let isOver = false
  const last = events.next().then(({ value }) => {
    isOver = true
    return value
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isOver).toBe(false)
  expect(finished).toEqual([{ content: 'one two', reasoning: 'hm', sources: null }])
  saving.resolve(true)
  expect(await last).toEqual(done)
})

test('an answer that could not be saved says so instead of done; one that failed says why it failed', async () => {
  const lastOf = async (...given: GenerationEvent[]) => (await readAll(keep(gives(...given), async () => false))).at(-1)
  expect(await lastOf(delta('x'), done)).toMatchObject({ type: 'error', code: 'store_unavailable', status_code: 503 })
  expect(await lastOf(delta('x'), failed)).toEqual(failed)
})

test('readers see NUL as what it is kept as', async () => {
  const finished: Written[] = []
  const events = keep(gives(delta('a\0b'), done), async (written) => finished.push(written) > 0)
  expect((await readAll(events))[0]).toEqual(delta('a\uFFFDb'))
  expect(finished).toEqual([{ content: 'a\uFFFDb', reasoning: '', sources: null }])
})
