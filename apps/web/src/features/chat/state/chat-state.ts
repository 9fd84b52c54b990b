import type { ConversationView, StartedAnswer } from '@coco/shared/conversation-views'
import type { Failure } from '../../../lib/failure.ts'
import {
  type Answer,
  applyEvent,
  endOfStream,
  giveUpAnswer,
  isRunning,
  type ReceivedEvent,
  resumeAnswer,
  settleAnswer,
  stopAnswer,
  waitingAnswer,
} from './answer.ts'
import type { KeptAsk } from './kept-ask.ts'
import { nameMessages } from './name-messages.ts'
import type { Asked, Refusal, Wish } from './wish.ts'
import { findMessage, leafBelow, mergeView, type Message, type Reply, runningReply, type Thread } from './thread.ts'

export interface ChatState {
  draft: string
  /** An old question that is being rewritten. */
  editing: { messageId: string; text: string } | null
  thread: Thread
  /** The version that was chosen here while the server has not heard of it: a view from before does not undo it. */
  chosenId: string | null
  asked: Asked | null
  refusal: Refusal | null
  /** Until when the tenant's limit holds (epoch), by the server's own figure. */
  limitedUntilMs: number | null
}

export type ChatAction =
  | { type: 'drafted'; draft: string }
  | { type: 'editing'; editing: ChatState['editing'] }
  | { type: 'asked'; key: string; wish: Wish; model: string; atMs: number }
  | { type: 'started'; key: string; started: StartedAnswer }
  | { type: 'refused'; key: string; failure: Failure; atMs: number }
  | { type: 'received'; generationId: string; events: ReceivedEvent[] }
  | { type: 'stopped'; atMs: number }
  | { type: 'settled'; generationId: string }
  /** The server knows nothing of it any more. */
  | { type: 'gone'; generationId: string; atMs: number }
  /** The server could not be asked. */
  | { type: 'given up'; generationId: string; atMs: number }
  /** Nothing came of it while it was out of sight. */
  | { type: 'put back'; ask: KeptAsk }
  /** It was asked before this page was there, and has no answer yet. */
  | { type: 'waited for'; ask: KeptAsk; replyId: string }
  | { type: 'loaded'; view: ConversationView }
  | { type: 'chosen'; messageId: string }
  /** The server has heard of the choice, or refused it. */
  | { type: 'choice told'; messageId: string }

interface Beginning {
  draft: string
  view: ConversationView | null
  /** A limit that was met before the page was loaded anew. */
  limit: { refusal: Refusal; untilMs: number } | null
}

export function initialChat({ draft, view, limit }: Beginning): ChatState {
  const empty: Thread = { messages: [], leafId: null }
  const thread = view ? mergeView(empty, view) : empty
  return {
    draft,
    editing: null,
    thread,
    chosenId: null,
    asked: null,
    refusal: limit?.refusal ?? null,
    limitedUntilMs: limit?.untilMs ?? null,
  }
}

export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'drafted':
      return { ...state, draft: action.draft }
    case 'editing':
      return { ...state, editing: action.editing }
    case 'asked':
      return ask(state, action)
    case 'started':
      return start(state, action.key, action.started)
    case 'refused':
      return state.asked?.key === action.key ? takeBack(state, state.asked, action.failure, action.atMs) : state
    case 'received':
      return fold(state, replyOf(state, action.generationId), atMsOf(action.events), (answer) =>
        action.events.reduce(applyEvent, answer),
      )
    case 'stopped':
      return fold(state, runningReply(state.thread), action.atMs, (answer) => stopAnswer(answer, action.atMs))
    case 'settled':
      return fold(state, replyOf(state, action.generationId), 0, settleAnswer)
    case 'gone':
      return fold(state, replyOf(state, action.generationId), action.atMs, (answer) => endOfStream(answer, action.atMs))
    case 'given up':
      return fold(state, replyOf(state, action.generationId), action.atMs, (answer) =>
        giveUpAnswer(answer, action.atMs),
      )
    case 'put back':
      return putBack(state, action.ask)
    case 'waited for':
      return { ...state, asked: state.asked ?? askedBefore(state, action.ask, action.replyId) }
    case 'loaded':
      return { ...state, thread: keepChosen(state, mergeView(keepAsked(state), action.view)) }
    case 'chosen':
      return { ...state, chosenId: action.messageId, thread: choose(state.thread, action.messageId) }
    case 'choice told':
      return state.chosenId === action.messageId ? { ...state, chosenId: null } : state
  }
}

/** Brings refused text back without losing what was typed meanwhile. */
export function restoreDraft(draft: string, question: string): string {
  return draft.trim() === '' ? question : `${question}\n\n${draft}`
}

function ask(state: ChatState, { key, wish, model, atMs }: ChatAction & { type: 'asked' }): ChatState {
  const { thread } = state
  const leafBefore = thread.leafId
  // A question that is being rewritten stays so while something else is asked.
  const editing = wish.kind === 'edit' ? null : state.editing
  const rest = { ...state, editing, chosenId: null, refusal: null, limitedUntilMs: null }
  if (wish.kind === 'continue') {
    const reply = findMessage(thread, wish.messageId)
    if (reply?.role !== 'assistant') return state
    const asked: Asked = { key, wish, model, replyId: reply.id, leafBefore, answerBefore: reply }
    const going: Reply = { ...reply, answer: resumeAnswer(reply.answer), generationId: null, run: null }
    return { ...rest, asked, thread: replace(thread, reply.id, going) }
  }
  const replyId = `${key} reply`
  const questionId = wish.kind === 'regenerate' ? wish.questionId : `${key} question`
  const reply: Reply = {
    id: replyId,
    parentId: questionId,
    key: replyId,
    isUnseen: true,
    role: 'assistant',
    answer: waitingAnswer(model, atMs),
    generationId: null,
    run: null,
    feedback: null,
  }
  const question: Message[] =
    wish.kind === 'regenerate'
      ? []
      : [{ id: questionId, parentId: wish.parentId, key: questionId, isUnseen: true, role: 'user', text: wish.text }]
  return {
    ...rest,
    draft: wish.kind === 'send' ? '' : state.draft,
    asked: { key, wish, model, replyId, leafBefore, answerBefore: null },
    thread: { messages: [...thread.messages, ...question, reply], leafId: replyId },
  }
}

function choose(thread: Thread, messageId: string): Thread {
  return { ...thread, leafId: leafBelow(thread, messageId) }
}

function keepChosen({ chosenId }: ChatState, thread: Thread): Thread {
  return findMessage(thread, chosenId) ? choose(thread, chosenId ?? '') : thread
}

/** What was asked leaves only with its own word: a view without it may be older, or know already that it was refused. */
function keepAsked({ asked, thread }: ChatState): Thread {
  if (!asked || asked.answerBefore) return thread
  const reply = findMessage(thread, asked.replyId)
  const isAsked = ({ id }: Message) =>
    id === asked.replyId || (id === reply?.parentId && asked.wish.kind !== 'regenerate')
  const messages = thread.messages.map((message) => (isAsked(message) ? { ...message, isUnseen: true } : message))
  return { ...thread, messages }
}

function start(state: ChatState, key: string, started: StartedAnswer): ChatState {
  const { asked } = state
  if (asked?.key !== key) return state
  const thread = nameMessages(state.thread, { question: `${key} question`, reply: asked.replyId }, started)
  const reply = findMessage(thread, started.messageId)
  const isOver = reply?.role === 'assistant' && !isRunning(reply.answer)
  return { ...state, asked: isOver ? null : { ...asked, replyId: started.messageId }, thread }
}

/** Changes one answer; what was asked and ended before its first word is taken back. */
function fold(state: ChatState, reply: Reply | null, atMs: number, to: (answer: Answer) => Answer): ChatState {
  if (!reply) return state
  const answer = to(reply.answer)
  if (answer === reply.answer) return state
  const asked = state.asked?.replyId === reply.id ? state.asked : null
  if (asked && cameToNothing(answer)) {
    return takeBack(state, asked, answer.failure, atMs)
  }
  // As long as it has no name, something may still come of the call.
  const isOver = asked !== null && !isRunning(answer) && reply.generationId !== null
  return {
    ...state,
    asked: isOver ? null : state.asked,
    thread: replace(state.thread, reply.id, { ...reply, answer }),
  }
}

function takeBack(state: ChatState, asked: Asked, failure: Failure, atMs: number): ChatState {
  const { key, wish, model, replyId, leafBefore, answerBefore } = asked
  const reply = findMessage(state.thread, replyId)
  const questionId = wish.kind === 'send' || wish.kind === 'edit' ? (reply?.parentId ?? null) : null
  const messages = answerBefore
    ? replace(state.thread, replyId, answerBefore).messages
    : state.thread.messages.filter(({ id }) => id !== replyId && id !== questionId)
  return {
    draft: wish.kind === 'send' ? restoreDraft(state.draft, wish.text) : state.draft,
    editing: wish.kind === 'edit' ? { messageId: wish.messageId, text: wish.text } : state.editing,
    thread: { messages, leafId: leafBefore },
    asked: null,
    refusal: { failure, model, key, wish },
    chosenId: null,
    limitedUntilMs: limitedUntilMs(failure, atMs),
  }
}

function putBack(state: ChatState, { wish, model, key, questionId, refused }: KeptAsk): ChatState {
  const { draft, thread } = state
  const isGone = ({ id, parentId }: Message) => questionId !== null && (id === questionId || parentId === questionId)
  const messages = thread.messages.filter((message) => !isGone(message))
  const isLeafThere = thread.leafId === null || messages.some(({ id }) => id === thread.leafId)
  const leafId = isLeafThere ? thread.leafId : wish.parentId
  const back = { ...state, draft: restoreDraft(draft, wish.text), thread: { messages, leafId } }
  if (refused === null) return back
  const { failure, atMs } = refused
  // Whatever it was written for, it is in the composer now.
  const refusal: Refusal = { failure, model, key, wish: { kind: 'send', text: wish.text, parentId: wish.parentId } }
  return { ...back, refusal, limitedUntilMs: limitedUntilMs(failure, atMs) }
}

function askedBefore({ thread }: ChatState, { key, wish, model }: KeptAsk, replyId: string): Asked {
  const leafBefore = wish.kind === 'edit' ? leafBelow(thread, wish.messageId) : wish.parentId
  return { key, wish, model, replyId, leafBefore, answerBefore: null }
}

function replace(thread: Thread, id: string, by: Message): Thread {
  return { ...thread, messages: thread.messages.map((message) => (message.id === id ? by : message)) }
}

function replyOf({ thread }: ChatState, generationId: string): Reply | null {
  const reply = thread.messages.find((message) => message.role === 'assistant' && message.generationId === generationId)
  return reply?.role === 'assistant' ? reply : null
}

/** The server takes such a question back too, so that it can be asked again. */
function cameToNothing(answer: Answer): answer is Answer & { status: 'failed' } {
  return answer.status === 'failed' && answer.text === '' && answer.thought === null
}

/** Only our own limit has an exact time; Snowflake's is a guess, which nobody should be made to wait for. */
function limitedUntilMs(failure: Failure, atMs: number): number | null {
  return failure.code === 'rate_limited' && failure.retryAfterMs !== null ? atMs + failure.retryAfterMs : null
}

const atMsOf = (events: ReceivedEvent[]) => events.at(-1)?.atMs ?? 0
