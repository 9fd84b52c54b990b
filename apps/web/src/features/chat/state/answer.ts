import type { AnswerSource } from '@coco/shared/document-views'
import type { FinishReason, GenerationEvent } from '@coco/shared/generation-events'
import { type Failure, failureOfEvent } from '../../../lib/failure.ts'

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
  /** The passages that it was given; null of what is not answered from documents, and before they are known. */
  sources: AnswerSource[] | null
}

/** What the model thought aloud before it answered. `endedAtMs` is null while it still does. */
export interface Thought {
  text: string
  /** Null of what was thought before this page was there. */
  startedAtMs: number | null
  endedAtMs: number | null
}

export type Answer = Written &
  /** `isResumed`: it was asked before this page was there, and its text may be a moment away. */
  (
    | { status: 'waiting'; sinceMs: number; isResumed: boolean }
    | { status: 'writing' }
    | { status: 'done'; finish: FinishReason; latencyMs: number | null; tokens: Tokens | null }
    /** `isSettled`: the server has said what it kept. */
    | { status: 'stopped'; isSettled: boolean }
    | { status: 'failed'; failure: Failure }
    /** The server ended in the middle of it. */
    | { status: 'interrupted' }
    /** The stream ended and nobody said how: what is here may not be all. */
    | { status: 'incomplete' }
  )

export interface Tokens {
  prompt: number
  completion: number
}

export function waitingAnswer(model: string, sinceMs: number): Answer {
  return { status: 'waiting', sinceMs, isResumed: false, position: 0, model, text: '', thought: null, sources: null }
}

export function isRunning(answer: Answer): boolean {
  return answer.status === 'waiting' || answer.status === 'writing'
}

/** Its generation has something to tell that this page does not know. */
export function needsReader(answer: Answer): boolean {
  return isRunning(answer) || (answer.status === 'stopped' && !answer.isSettled)
}

/** More of it may come: it was cut, stopped or broken off. */
export function canGoOn(answer: Answer): boolean {
  switch (answer.status) {
    case 'waiting':
    case 'writing':
      return false
    case 'done':
      return answer.finish === 'length' || answer.finish === 'stopped'
    case 'stopped':
    case 'failed':
    case 'interrupted':
    case 'incomplete':
      return answer.text !== ''
  }
}

/** The answer goes on behind the text that is there. */
export function resumeAnswer(answer: Answer): Answer {
  const { model, text, thought, sources } = answer
  return { status: 'writing', position: 0, model, text, thought, sources }
}

/** Folds one event in. An event that was already seen, or that comes after the end, changes nothing. */
export function applyEvent(answer: Answer, { seq, event, atMs }: ReceivedEvent): Answer {
  if (seq <= answer.position || !isRunning(answer)) return answer
  const seen = { ...answer, position: seq }
  switch (event.type) {
    case 'sources':
      return { ...seen, sources: event.sources }
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
  return isRunning(answer) ? { ...written(answer, atMs), status: 'stopped', isSettled: false } : answer
}

/** Nothing more is read of a stopped answer: what the server kept of it is what there is. */
export function settleAnswer(answer: Answer): Answer {
  return answer.status === 'stopped' && !answer.isSettled ? { ...answer, isSettled: true } : answer
}

/** The stream is over. An answer that was told its end keeps it; any other was cut off, at its beginning or within. */
export function endOfStream(answer: Answer, atMs: number): Answer {
  if (!isRunning(answer)) return answer
  if (answer.text === '') return { ...written(answer, atMs), status: 'failed', failure: CUT_OFF }
  return { ...written(answer, atMs), status: 'incomplete' }
}

/** Nobody can be reached who knows how it goes on. */
export function giveUpAnswer(answer: Answer, atMs: number): Answer {
  return isRunning(answer) ? { ...written(answer, atMs), status: 'incomplete' } : answer
}

/** It was given up too early: it goes on behind what was read of it. */
export function seeAgain({ position, model, text, thought, sources }: Answer): Answer {
  return { status: 'writing', position, model, text, thought, sources }
}

const CUT_OFF: Failure = { code: 'upstream_broken_off', requestId: null, retryAfterMs: null, limit: null, fix: null }

/** What every later state keeps; the thinking, if any, is over. */
function written({ position, model, text, thought, sources }: Written, atMs: number): Written {
  const isThinking = thought !== null && thought.endedAtMs === null
  return { position, model, text, sources, thought: isThinking ? { ...thought, endedAtMs: atMs } : thought }
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
