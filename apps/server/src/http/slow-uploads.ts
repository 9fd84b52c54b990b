import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Socket } from 'node:net'
import { AppError } from '../platform/app-error.ts'
import type { Clock } from '../platform/clock.ts'
import { pathOf } from './error-answers.ts'
import { sendProblem, wantsProblem } from './problem-json.ts'

/** A line may falter for a moment. */
const WINDOW_MS = 10_000

export interface SlowUploads {
  /** From here on the body is waited for by these rules, and not by those of every other request. */
  watch(request: FastifyRequest, reply: FastifyReply): void
  isWatched(socket: Socket): boolean
}

/**
 * Node has one limit for how long any request may be on its way, which a large file cannot keep over an ordinary line. A file
 * has longer, as long as it comes with some speed; else it is 408.
 */
export function createSlowUploads(deps: {
  maxMs: number
  minBytesPerSecond: number
  clock: Pick<Clock, 'monotonicMs' | 'after'>
}): SlowUploads {
  const { maxMs, minBytesPerSecond, clock } = deps
  const windowMs = Math.min(WINDOW_MS, maxMs)
  const watched = new WeakSet<Socket>()

  function watch(request: FastifyRequest, reply: FastifyReply): void {
    const { socket } = request.raw
    const startedMs = clock.monotonicMs()
    let before = socket.bytesRead
    let cancel = clock.after(windowMs, look)
    watched.add(socket)
    request.raw.once('end', stop)
    reply.raw.once('close', stop)

    function stop(): void {
      cancel()
      watched.delete(socket)
    }

    function look(): void {
      const now = socket.bytesRead
      const isFast = ((now - before) * 1_000) / windowMs >= minBytesPerSecond
      before = now
      if (isFast && clock.monotonicMs() - startedMs < maxMs) cancel = clock.after(windowMs, look)
      else answerLate(request, reply)
    }
  }

  return { watch, isWatched: (socket) => watched.has(socket) }
}

function answerLate(request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return
  const message = 'The request took too long.'
  if (wantsProblem(pathOf(request.url))) {
    sendProblem(request, reply, new AppError('invalid_input', message), { status: 408 })
    return
  }
  const body = { code: 'invalid_input', message, request_id: request.id }
  reply.code(408).type('application/json; charset=utf-8').send(JSON.stringify(body))
}
