import type { GenerationEvent } from '@coco/shared/generation-events'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createGenerationLog, follow } from './generation-log.ts'

const delta = (content: string): GenerationEvent => ({ type: 'delta', content })
const never = new AbortController().signal

async function readAll(items: AsyncIterable<{ seq: number }>): Promise<number[]> {
  const seqs: number[] = []
  for await (const { seq } of items) seqs.push(seq)
  return seqs
}

test('every reader gets every event once, in order, wherever and whenever it comes in', async () => {
  const moments = fc.array(fc.record({ after: fc.nat(12), position: fc.nat(12) }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.nat(12), moments, async (total, readers) => {
      const log = createGenerationLog()
      const reading: { position: number; seqs: Promise<number[]> }[] = []
      for (let written = 0; written <= total; written++) {
        for (const { after, position } of readers) {
          if (after !== written || position > written) continue
          reading.push({ position, seqs: readAll(follow(log, position, never)) })
        }
        await Promise.resolve()
        if (written < total) log.append(delta(String(written)))
      }
      log.end()
      for (const { position, seqs } of reading) {
        expect(await seqs).toEqual(Array.from({ length: total - position }, (_, index) => position + index + 1))
      }
    }),
  )
})

test('listening begins with the call, not with the first pull', async () => {
  const log = createGenerationLog()
  const live = log.listen(never)
  log.append(delta('between'))
  log.end()
  expect(await readAll(live)).toEqual([1])
})

test('a reader that leaves stops waiting at once', async () => {
  const log = createGenerationLog()
  const leaving = new AbortController()
  const reading = readAll(follow(log, 0, leaving.signal))
  log.append(delta('one'))
  await Promise.resolve()
  leaving.abort()
  expect((await reading).length).toBeLessThanOrEqual(1)
})

test('a reader that leaves before it has caught up leaves nothing behind', async () => {
  const log = createGenerationLog()
  log.append(delta('one'))
  const { signal } = new AbortController()
  for await (const { seq } of follow(log, 0, signal)) if (seq === 1) break
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a reader that comes after the end gets everything and is let go', async () => {
  const log = createGenerationLog()
  log.append(delta('one'))
  log.append(delta('two'))
  log.end()
  expect(await readAll(follow(log, 0, never))).toEqual([1, 2])
  expect(await readAll(follow(log, 99, never))).toEqual([])
})
