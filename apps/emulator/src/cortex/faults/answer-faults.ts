import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerPart, AnswerUsage, FinishReason } from '../answer/answer-part.ts'
import type { Fault, FaultIn } from './fault-table.ts'
import { numberSetting } from './parse-fault.ts'

type AnswerFault = (parts: AsyncIterable<AnswerPart>, fault: Fault, signal: AbortSignal) => AsyncIterable<AnswerPart>

/** Faults of the model: it says something else, or stops for another reason. Every family puts that in its own words. */
export const ANSWER_FAULTS: Record<FaultIn<'answer'>, AnswerFault> = {
  length: (parts, fault) => endEarly(parts, numberSetting(fault, 'after'), 'length'),
  filter: (parts, fault) => endEarly(parts, numberSetting(fault, 'after'), 'content_filter'),
  'endless-answer': (_parts, fault, signal) => neverEnd(fault, signal),
  'huge-line': (parts, fault) => startWith('x'.repeat(numberSetting(fault, 'mb') * 1_000_000), parts),
  u2028: (parts) => startWith('one\u2028two\u2029three\u0085four ', parts),
}

async function* endEarly(
  parts: AsyncIterable<AnswerPart>,
  after: number,
  finishReason: FinishReason,
): AsyncGenerator<AnswerPart> {
  let said = 0
  let usage: AnswerUsage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, reasoningTokens: 0 }
  for await (const part of parts) {
    if (part.type === 'end') usage = part.usage
    else if (said < after) {
      said++
      yield part
    }
  }
  yield { type: 'end', finishReason, usage }
}

async function* neverEnd(fault: Fault, signal: AbortSignal): AsyncGenerator<AnswerPart> {
  const everyMs = numberSetting(fault, 'everyMs')
  const text = 'and on '.repeat(numberSetting(fault, 'characters')).slice(0, numberSetting(fault, 'characters'))
  for (;;) {
    if (everyMs > 0) await sleep(everyMs, undefined, { signal })
    yield { type: 'text', text }
  }
}

async function* startWith(text: string, parts: AsyncIterable<AnswerPart>): AsyncGenerator<AnswerPart> {
  yield { type: 'text', text }
  yield* parts
}
