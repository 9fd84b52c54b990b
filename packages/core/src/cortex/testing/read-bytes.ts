import { createCallLife } from '../call-life.ts'
import { systemClock } from '../clock.ts'
import { DEFAULT_TIMEOUTS, watchDeadlines } from '../deadlines.ts'
import { type AnswerLimits, DEFAULT_LIMITS } from '../limits.ts'
import { readAnswer } from '../read-answer.ts'
import { UpstreamExchange } from '../upstream-exchange.ts'
import { collect, type Outcome } from './collect.ts'

/** Reads an event stream that arrives in exactly these pieces, without a socket. */
export async function readBytes(pieces: readonly Uint8Array[], limits: Partial<AnswerLimits> = {}): Promise<Outcome> {
  const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} }
  const exchange = new UpstreamExchange(() => {})
  const deadlines = watchDeadlines(DEFAULT_TIMEOUTS, systemClock, () => {})
  exchange.onRequestStart(controller)
  exchange.onResponseStart(controller, 200, {})
  const life = createCallLife(undefined)
  const answer = collect(readAnswer(exchange, { limits: { ...DEFAULT_LIMITS, ...limits }, deadlines, life }))
  for (const piece of pieces) {
    exchange.onResponseData(controller, Buffer.from(piece))
    // Lets the reader run between pieces, as it does between two reads of a socket.
    await Promise.resolve()
  }
  exchange.onResponseEnd()
  return answer.finally(() => deadlines.stop())
}

/** The same bytes cut once at every position, and in single bytes. */
export function everyCut(bytes: Uint8Array): Uint8Array[][] {
  const cuts: Uint8Array[][] = [[...bytes].map((byte) => Uint8Array.of(byte))]
  for (let at = 0; at <= bytes.length; at++) cuts.push([bytes.subarray(0, at), bytes.subarray(at)])
  return cuts
}
