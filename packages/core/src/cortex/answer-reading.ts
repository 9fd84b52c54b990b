import type { FinishReason } from '@coco/shared/generation-events'
import type { CortexChatEvent } from './cortex-events.ts'
import { type AnswerLimits, tooLarge } from './limits.ts'
import type { ChunkReading } from './translate-chunk.ts'

/** What is known of an answer under way, and the events that wait to be given. */
export interface AnswerReading {
  add(reading: ChunkReading): void
  /** The events since the last call; text that came together is one event. */
  take(): CortexChatEvent[]
  /** Upstream said that it is finished: `[DONE]` or a `finish_reason`. */
  isFinished(): boolean
  /** `[DONE]`: nothing that follows counts. */
  markDone(): void
  isDone(): boolean
  /** Text or reasoning was read, so a failure from here on is a cut. */
  hasText(): boolean
  /** Counts everything that a model could have said, tool calls too; only changes matter. */
  tokens(): number
  end(): CortexChatEvent
}

/** @throws CortexError from `add` when the answer grows beyond its limit; what was added before can still be taken */
export function createAnswerReading(limits: Pick<AnswerLimits, 'maxAnswerBytes'>): AnswerReading {
  let waiting: CortexChatEvent[] = []
  let answerBytes = 0
  let tokens = 0
  let finishReason = ''
  let sawToolCall = false
  let usage: Record<string, unknown> | null = null
  let done = false

  function give(type: 'delta' | 'reasoning', content: string): void {
    if (content === '') return
    answerBytes += Buffer.byteLength(content)
    if (answerBytes > limits.maxAnswerBytes) throw tooLarge('answer', limits.maxAnswerBytes)
    tokens += 1
    const last = waiting.at(-1)
    if (last?.type === type) last.content += content
    else waiting.push({ type, content })
  }

  function add(reading: ChunkReading): void {
    if (reading.toolCall) {
      sawToolCall = true
      tokens += 1
    }
    if (reading.finishReason !== '') finishReason = reading.finishReason
    if (reading.usage !== null) usage = reading.usage
    give('reasoning', reading.reasoning)
    give('delta', reading.text)
  }

  function take(): CortexChatEvent[] {
    const events = waiting
    waiting = []
    return events
  }

  return {
    add,
    take,
    isFinished: () => done || finishReason !== '',
    markDone: () => {
      done = true
    },
    isDone: () => done,
    hasText: () => answerBytes > 0,
    tokens: () => tokens,
    end: () => ({ type: 'end', finishReason: toFinishReason(finishReason, sawToolCall), usage }),
  }
}

/** Claude never says why it ended: then a tool call tells, and a cut by length cannot be told from a stop. */
function toFinishReason(said: string, sawToolCall: boolean): FinishReason {
  if (said === '') return sawToolCall ? 'tool_calls' : 'stop'
  return FINISH_REASONS.get(said.toLowerCase()) ?? 'unknown'
}

const FINISH_REASONS = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['content_filter', 'content_filter'],
  ['tool_calls', 'tool_calls'],
  ['tool_use', 'tool_calls'],
  ['function_call', 'tool_calls'],
])
