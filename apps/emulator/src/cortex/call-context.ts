import type { FastifyReply } from 'fastify'
import type { Caller } from './cortex-access.ts'
import type { RecordedCalls } from './recorded-calls.ts'
import { errorEnvelope, type Refusal } from './refusal.ts'

/** A signed-in call, as the endpoints see it. */
export interface CallContext {
  caller: Caller
  requestId: string
  /** Fires when the caller leaves or the emulator stops; whatever is being made for the call ends at once. */
  departed: AbortSignal
  /** The value of `x-emulator-fault`. */
  askedFault: string | undefined
  recording: ReturnType<RecordedCalls['begin']>
}

export function refuse(reply: FastifyReply, refusal: Refusal, requestId: string): FastifyReply {
  return reply.code(refusal.statusCode).send(errorEnvelope(refusal, requestId))
}
