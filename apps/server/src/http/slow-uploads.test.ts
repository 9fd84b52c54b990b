import type { FastifyReply, FastifyRequest } from 'fastify'
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createSlowUploads } from './slow-uploads.ts'

function scene(url: string) {
  let nowMs = 0
  let next: (() => void) | null = null
  const clock = {
    monotonicMs: () => nowMs,
    after: (_ms: number, run: () => void) => {
      next = run
      return () => void (next = null)
    },
  }
  const slow = createSlowUploads({ maxMs: 60_000, minBytesPerSecond: 1_000, clock })
  const socket = { bytesRead: 500 }
  const raw = Object.assign(new EventEmitter(), { socket })
  const answers: unknown[][] = []
  let status = 0
  const reply = {
    raw: new EventEmitter(),
    sent: false,
    code: (code: number) => ((status = code), reply),
    headers: () => reply,
    header: () => reply,
    type: () => reply,
    send: (body: string) => (answers.push([status, JSON.parse(body)]), reply),
  }
  slow.watch({ raw, url, id: 'r1' } as unknown as FastifyRequest, reply as unknown as FastifyReply)
  const receive = (bytes: number) => {
    nowMs += 10_000
    socket.bytesRead += bytes
    next?.()
  }
  return { receive, answers, raw, isWatched: () => slow.isWatched(socket as Socket) }
}

test('what comes with some speed is waited for, up to an end', () => {
  const { receive, answers, isWatched } = scene('/documents/uploads')
  for (let window = 1; window <= 5; window++) receive(10_000)
  expect([answers, isWatched()]).toEqual([[], true])
  receive(10_000)
  expect(answers).toEqual([[408, { code: 'invalid_input', message: expect.any(String), request_id: 'r1' }]])
})

test('what dribbles is cut, where programs are with a problem', () => {
  const { receive, answers } = scene('/v1/documents?title=a')
  receive(9_999)
  expect(answers).toMatchObject([[408, { type: 'urn:coco:error:invalid_input', status: 408 }]])
})

test('a body that is here is not looked at any more', () => {
  const { receive, answers, raw, isWatched } = scene('/v1/documents')
  raw.emit('end')
  receive(0)
  expect([answers, isWatched()]).toEqual([[], false])
})
