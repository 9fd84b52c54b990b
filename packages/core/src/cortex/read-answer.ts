import { type AnswerReading, createAnswerReading } from './answer-reading.ts'
import type { CallLife } from './call-life.ts'
import { CortexError } from './cortex-error.ts'
import type { CortexChatEvent } from './cortex-events.ts'
import type { Deadlines } from './deadlines.ts'
import type { AnswerLimits } from './limits.ts'
import { createSseReader, type SseMessage } from './sse-reader.ts'
import { malformedChunk, streamedFailure, translateChunk } from './translate-chunk.ts'
import type { UpstreamExchange } from './upstream-exchange.ts'

/**
 * An event stream as chat events, one turn of the loop for each read of the socket. What was read before a failure is
 * given before the failure is thrown.
 *
 * @throws CortexError when the answer breaks off, or the reason the call was ended with
 */
export async function* readAnswer(
  exchange: UpstreamExchange,
  { limits, deadlines, life }: { limits: AnswerLimits; deadlines: Deadlines; life: CallLife },
): AsyncGenerator<CortexChatEvent, void, undefined> {
  const answer = createAnswerReading(limits)
  const sse = createSseReader(limits, (message) => readMessage(message, answer))
  let tokensBefore = 0
  for (;;) {
    const { failure, ended } = await step(exchange, sse, answer, life)
    for (const event of answer.take()) {
      deadlines.readerHolds()
      yield event
    }
    if (failure !== null) throw asCut(failure, answer)
    if (answer.isDone() || ended) break
    if (answer.isFinished()) deadlines.finishSeen()
    else if (answer.tokens() > tokensBefore) deadlines.tokenSeen()
    tokensBefore = answer.tokens()
  }
  yield answer.end()
}

/** Reads once and takes it in. Failures are values here, because the events before them must go out first. */
async function step(
  exchange: UpstreamExchange,
  sse: ReturnType<typeof createSseReader>,
  answer: AnswerReading,
  life: CallLife,
): Promise<{ failure: Error | null; ended: boolean }> {
  let chunks: Buffer[] | null
  try {
    chunks = await exchange.read()
  } catch (error) {
    // After `finish_reason` nothing is missing any more; only a caller who left still ends it differently.
    if (answer.isFinished() && life.ended() === null) return { failure: null, ended: true }
    return { failure: asError(error), ended: true }
  }
  try {
    if (chunks === null) sse.end()
    else for (const chunk of chunks) sse.feed(chunk)
  } catch (error) {
    return { failure: chunks === null ? brokenOff() : asError(error), ended: true }
  }
  if (chunks !== null) return { failure: null, ended: false }
  return { failure: answer.isFinished() ? null : brokenOff(), ended: true }
}

function readMessage({ data, isError }: SseMessage, answer: AnswerReading): void {
  if (answer.isDone()) return
  const text = data.trim()
  if (text === '') return
  if (text === '[DONE]') return answer.markDone()
  const chunk = parseChunk(text, isError)
  if (isError) throw streamedFailure(chunk)
  answer.add(translateChunk(chunk))
}

function parseChunk(text: string, isError: boolean): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (isError) return text
    throw malformedChunk()
  }
}

function brokenOff(): CortexError {
  return new CortexError('upstream closed before the end of its answer', {
    code: 'upstream_broken_off',
    statusCode: 502,
  })
}

/** Once text was given, whatever goes wrong has cut an answer. */
function asCut(error: Error, answer: AnswerReading): Error {
  if (!(error instanceof CortexError) || !answer.hasText()) return error
  const { code, statusCode, upstreamBody, retryAfterMs, snowflakeRequestId } = error
  return new CortexError(error.message, {
    code,
    statusCode,
    upstreamBody,
    retryAfterMs,
    snowflakeRequestId,
    partial: true,
  })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('unknown failure', { cause: error })
}
