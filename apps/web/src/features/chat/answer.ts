import type { FinishReason, GenerationEvent } from '@coco/shared/generation-events'
import { type Failure, failureOfEvent } from '../../lib/failure.ts'

/** An event as it was read: its place in the generation's log, and when this page received it (epoch). */
export interface ReceivedEvent {
  seq: number
  event: GenerationEvent
  atMs: number
}

interface Written {
  /** The `seq` of the last event that is in here. */
  position: number
  model: string
  /** The Markdown source, exactly as it came. */
  text: string
  thought: Thought | null
}

/** What the model thought aloud before it answered. `endedAtMs` is null while it still does. */
export interface Thought {
  text: string
  startedAtMs: number
  endedAtMs: number | null
}

export type Answer = Written &
  (
    | { status: 'waiting'; sinceMs: number }
    | { status: 'writing' }
    | { status: 'done'; finish: FinishReason; latencyMs: number; tokens: Tokens | null }
    | { status: 'stopped' }
    | { status: 'failed'; failure: Failure }
    /** The stream ended and nobody said how: what is here may not be all. */
    | { status: 'incomplete' }
  )

export interface Tokens {
  prompt: number
  completion: number
}

export function waitingAnswer(model: string, sinceMs: number): Answer {
  return { status: 'waiting', sinceMs, position: 0, model, text: '', thought: null }
}

export function isRunning(answer: Answer): boolean {
  return answer.status === 'waiting' || answer.status === 'writing'
}

/** Folds one event in. An event that was already seen, or that comes after the end, changes nothing. */
export function applyEvent(answer: Answer, { seq, event, atMs }: ReceivedEvent): Answer {
  if (seq <= answer.position || !isRunning(answer)) return answer
  const seen = { ...answer, position: seq }
  switch (event.type) {
    case 'meta':
      return { ...seen, model: event.model }
    case 'reasoning':
      return { ...seen, thought: thinkOn(answer.thought, event.content, atMs) }
    case 'delta':
      return { ...written(seen, atMs), text: continueText(answer, event.content), status: 'writing' }
    case 'done':
      return {
        ...written(seen, atMs),
        status: 'done',
        finish: event.finish_reason,
        latencyMs: event.latency_ms,
        tokens: readTokens(event.usage),
      }
    case 'error':
      return { ...written(seen, atMs), status: 'failed', failure: failureOfEvent(event) }
  }
}

/** A person pressed Stop: what is on the page stays, what still arrives is not shown. */
export function stopAnswer(answer: Answer, atMs: number): Answer {
  return isRunning(answer) ? { ...written(answer, atMs), status: 'stopped' } : answer
}

/** The stream is over. An answer that was told its end keeps it; any other was cut off, at its beginning or within. */
export function endOfStream(answer: Answer, atMs: number): Answer {
  if (!isRunning(answer)) return answer
  if (answer.text === '') return { ...written(answer, atMs), status: 'failed', failure: CUT_OFF }
  return { ...written(answer, atMs), status: 'incomplete' }
}

const CUT_OFF: Failure = { code: 'upstream_broken_off', requestId: null, retryAfterMs: null, fix: null }

/** What every later state keeps; the thinking, if any, is over. */
function written({ position, model, text, thought }: Written, atMs: number): Written {
  const isThinking = thought !== null && thought.endedAtMs === null
  return { position, model, text, thought: isThinking ? { ...thought, endedAtMs: atMs } : thought }
}

/** Models that think aloud put blank lines between thought and answer; they belong to neither. */
function continueText({ text, thought }: Written, content: string): string {
  return text === '' && thought !== null ? content.trimStart() : text + content
}

function thinkOn(thought: Thought | null, content: string, atMs: number): Thought {
  if (thought === null) return { text: content, startedAtMs: atMs, endedAtMs: null }
  return { ...thought, text: thought.text + content }
}

/** Usage in OpenAI's words, which Cortex speaks too; null when the upstream told nothing that can be read. */
function readTokens(usage: Record<string, unknown>): Tokens | null {
  const { prompt_tokens: prompt, completion_tokens: completion } = usage
  return typeof prompt === 'number' && typeof completion === 'number' ? { prompt, completion } : null
}
