import type { FastifyReply, FastifyRequest } from 'fastify'
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { Viewer } from '../trpc/viewer.ts'
import { createReceiveUpload } from './receive-upload.ts'

function begin() {
  let taken = 0
  const receive = createReceiveUpload({
    takePlace() {
      taken++
      let isTaken = true
      return () => {
        if (isTaken) taken--
        isTaken = false
      }
    },
    watchSlow: () => {},
  })
  const request = {} as FastifyRequest
  const raw = new EventEmitter()
  receive.begin(request, { raw } as unknown as FastifyReply, {} as Viewer)
  return { hold: receive.hold.bind(receive, request), hangUp: () => raw.emit('close'), taken: () => taken }
}

test('a place is given back when the body does not come', async () => {
  const { hold, hangUp, taken } = begin()
  expect(taken()).toBe(1)
  hangUp()
  expect(taken()).toBe(0)
  await expect(hold(() => Promise.resolve())).rejects.toMatchObject({ code: 'invalid_input' })
})

test('hanging up gives no place back while the bytes are in use, and says that nobody waits', async () => {
  const { hold, hangUp, taken } = begin()
  const work = Promise.withResolvers<string>()
  let signal: AbortSignal | undefined
  const held = hold((hungUp) => {
    signal = hungUp
    return work.promise
  })
  hangUp()
  expect([taken(), signal?.aborted]).toEqual([1, true])
  work.resolve('done')
  expect([await held, taken()]).toEqual(['done', 0])
})

test('and gives it back where the work fails', async () => {
  const { hold, taken } = begin()
  await expect(hold(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(taken()).toBe(0)
})
