import type { GenerationId } from '@coco/shared/ids'
import type { Failure } from '../../lib/failure.ts'
import {
  type Answer,
  applyEvent,
  endOfStream,
  isRunning,
  type ReceivedEvent,
  stopAnswer,
  waitingAnswer,
} from './answer.ts'

/** A question and what became of it. Only an exchange whose answer has begun stays in the conversation. */
export interface Exchange {
  id: string
  question: string
  answer: Answer
  /** Null until the server has said which generation answers. */
  generationId: GenerationId | null
}

/** A question that got no answer at all. Its text is back in the draft. */
export interface Refusal {
  failure: Failure
  model: string
}

export interface Conversation {
  draft: string
  exchanges: Exchange[]
  refusal: Refusal | null
  /** Until when the tenant's limit holds (epoch), by the server's own figure. */
  limitedUntilMs: number | null
}

export type ConversationAction =
  | { type: 'drafted'; draft: string }
  | { type: 'asked'; id: string; question: string; model: string; atMs: number }
  | { type: 'started'; id: string; generationId: GenerationId }
  | { type: 'received'; id: string; events: ReceivedEvent[] }
  | { type: 'refused'; id: string; failure: Failure; atMs: number }
  | { type: 'stopped'; id: string; atMs: number }
  | { type: 'ended'; id: string; atMs: number }

export function emptyConversation(draft: string): Conversation {
  return { draft, exchanges: [], refusal: null, limitedUntilMs: null }
}

export function runningExchange(conversation: Conversation): Exchange | null {
  const last = conversation.exchanges.at(-1)
  return last && isRunning(last.answer) ? last : null
}

export function reduceConversation(conversation: Conversation, action: ConversationAction): Conversation {
  switch (action.type) {
    case 'drafted':
      return { ...conversation, draft: action.draft }
    case 'asked': {
      const answer = waitingAnswer(action.model, action.atMs)
      const exchange: Exchange = { id: action.id, question: action.question, answer, generationId: null }
      return { draft: '', exchanges: [...conversation.exchanges, exchange], refusal: null, limitedUntilMs: null }
    }
    case 'started':
      return change(conversation, action.id, (exchange) => ({ ...exchange, generationId: action.generationId }))
    case 'received':
      return fold(conversation, action.id, (answer) => action.events.reduce(applyEvent, answer), atMsOf(action.events))
    case 'refused':
      return fold(
        conversation,
        action.id,
        (answer) => (isRunning(answer) ? { ...answer, status: 'failed', failure: action.failure } : answer),
        action.atMs,
      )
    case 'stopped':
      return fold(conversation, action.id, (answer) => stopAnswer(answer, action.atMs), action.atMs)
    case 'ended':
      return fold(conversation, action.id, (answer) => endOfStream(answer, action.atMs), action.atMs)
  }
}

/** Brings refused text back without losing what was typed meanwhile. */
export function restoreDraft(draft: string, question: string): string {
  return draft.trim() === '' ? question : `${question}\n\n${draft}`
}

function change(conversation: Conversation, id: string, to: (exchange: Exchange) => Exchange): Conversation {
  const exchanges = conversation.exchanges.map((exchange) => (exchange.id === id ? to(exchange) : exchange))
  return { ...conversation, exchanges }
}

/** Changes one answer; a question whose answer ended before it began leaves the conversation again. */
function fold(conversation: Conversation, id: string, to: (answer: Answer) => Answer, atMs: number): Conversation {
  const exchange = conversation.exchanges.find((candidate) => candidate.id === id)
  if (!exchange) return conversation
  const answer = to(exchange.answer)
  if (answer === exchange.answer) return conversation
  if (!cameToNothing(answer)) return change(conversation, id, () => ({ ...exchange, answer }))
  const failure = answer.status === 'failed' ? answer.failure : null
  return {
    draft: restoreDraft(conversation.draft, exchange.question),
    exchanges: conversation.exchanges.filter((other) => other.id !== id),
    refusal: failure && { failure, model: answer.model },
    limitedUntilMs: limitedUntilMs(failure, atMs),
  }
}

function cameToNothing(answer: Answer): boolean {
  return answer.text === '' && (answer.status === 'failed' || answer.status === 'stopped')
}

/** Only our own limit has an exact time; Snowflake's is a guess, which nobody should be made to wait for. */
function limitedUntilMs(failure: Failure | null, atMs: number): number | null {
  return failure?.code === 'rate_limited' && failure.retryAfterMs !== null ? atMs + failure.retryAfterMs : null
}

const atMsOf = (events: ReceivedEvent[]) => events.at(-1)?.atMs ?? 0
