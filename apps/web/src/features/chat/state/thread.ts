import type { AnswerFeedback, ConversationView, GenerationView, MessageView } from '@coco/shared/conversation-views'
import { type Answer, isRunning, seeAgain } from './answer.ts'
import { savedAnswer } from './saved-answer.ts'

interface Place {
  /** The server's id; of a message that it has not named yet, one of this page's own. */
  id: string
  parentId: string | null
  /** Stays the same when the server names the message, so that what is on the page stays too. */
  key: string
  /** This page knows of it, and no view of the conversation has shown it yet. */
  isUnseen: boolean
}

export interface Question extends Place {
  role: 'user'
  text: string
}

export interface Reply extends Place {
  role: 'assistant'
  answer: Answer
  /** The run that writes it, or wrote it last; null until the server has named it. */
  generationId: string | null
  /** What the server wrote down of that run; null while it is being written, and until the server was asked. */
  run: GenerationView | null
  /** What the reader thinks of it. */
  feedback: AnswerFeedback | null
}

export type Message = Question | Reply

/** A conversation: every message that was ever written in it, oldest first, and the last one of the chosen path. */
export interface Thread {
  messages: Message[]
  leafId: string | null
}

/** One of the path's messages among the other versions of it. */
export interface Version {
  /** From 1. */
  number: number
  count: number
  previousId: string | null
  nextId: string | null
}

/** A question and its answer as they stand on the page. A question can be without one; an answer never comes first. */
export interface Exchange {
  question: Question
  questionVersion: Version
  reply: Reply | null
  replyVersion: Version | null
}

export function findMessage(thread: Thread, id: string | null): Message | null {
  return thread.messages.find((message) => message.id === id) ?? null
}

/** From the first message to the leaf. What belongs to nothing that is there is not shown. */
export function pathOf({ messages, leafId }: Thread): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const path = new Set<Message>()
  let message = leafId === null ? undefined : byId.get(leafId)
  while (message && !path.has(message)) {
    path.add(message)
    message = message.parentId === null ? undefined : byId.get(message.parentId)
  }
  return [...path].toReversed()
}

export function exchangesOf(thread: Thread): Exchange[] {
  const siblings = Map.groupBy(thread.messages, (message) => message.parentId)
  const versionOf = (message: Message): Version => {
    const ids = (siblings.get(message.parentId) ?? []).filter(({ role }) => role === message.role).map(({ id }) => id)
    const index = ids.indexOf(message.id)
    return {
      number: index + 1,
      count: ids.length,
      previousId: ids[index - 1] ?? null,
      nextId: ids[index + 1] ?? null,
    }
  }
  const exchanges: Exchange[] = []
  for (const message of pathOf(thread)) {
    if (message.role === 'user') {
      exchanges.push({ question: message, questionVersion: versionOf(message), reply: null, replyVersion: null })
      continue
    }
    const last = exchanges.at(-1)
    if (last) exchanges[exchanges.length - 1] = { ...last, reply: message, replyVersion: versionOf(message) }
  }
  return exchanges
}

/** The end of the path that goes through this message: from it on along the newest. */
export function leafBelow({ messages }: Thread, id: string): string {
  const newestChild = new Map(messages.map((message) => [message.parentId, message.id]))
  let leaf = id
  for (let child = newestChild.get(id); child !== undefined; child = newestChild.get(child)) leaf = child
  return leaf
}

/** The answer at the end of the chosen path that is being written; null when there is none. */
export function runningReply(thread: Thread): Reply | null {
  const leaf = findMessage(thread, thread.leafId)
  return leaf?.role === 'assistant' && isRunning(leaf.answer) ? leaf : null
}

/** Whether any answer is being written, on the chosen path or beside it; null when this page lost sight of one. */
export function isAnswering({ messages }: Thread): boolean | null {
  const answers = messages.flatMap((message) => (message.role === 'assistant' ? [message.answer] : []))
  return answers.some(({ status }) => status === 'incomplete') ? null : answers.some(isRunning)
}

/**
 * The conversation as the server has it, without losing what this page knows better: what it has read of a running answer,
 * and what it asked so lately that the view does not show it.
 */
export function mergeView(thread: Thread, view: ConversationView): Thread {
  const known = new Map(thread.messages.map((message) => [message.id, message]))
  const ids = new Set<string>(view.messages.map(({ id }) => id))
  const unseen = thread.messages.filter((message) => message.isUnseen && !ids.has(message.id))
  const messages = [...view.messages.map((saved) => merge(known.get(saved.id), saved)), ...unseen]
  const isAhead = unseen.some(({ id }) => id === thread.leafId)
  const leafId = isAhead ? thread.leafId : (view.leafId ?? view.messages.at(-1)?.id ?? null)
  return { messages, leafId }
}

function merge(known: Message | undefined, saved: MessageView): Message {
  const { id, parentId } = saved
  const place = { id, parentId, key: known?.key ?? id, isUnseen: false }
  if (saved.role === 'user') {
    const isSame = known?.role === 'user' && !known.isUnseen && known.text === saved.content
    return isSame ? known : { ...place, role: 'user', text: saved.content }
  }
  const generationId = saved.generation?.id ?? null
  const run = saved.generation?.status === 'running' ? null : saved.generation
  const reply: Reply = {
    ...place,
    role: 'assistant',
    answer: savedAnswer(saved),
    generationId,
    run,
    feedback: saved.feedback,
  }
  if (known?.role !== 'assistant') return reply
  // This page has just asked for more of it and does not know the run's name yet.
  if (known.generationId === null) return { ...known, isUnseen: false }
  if (known.generationId !== generationId) return reply
  if (known.answer.status === 'incomplete' && isRunning(reply.answer)) {
    return { ...known, isUnseen: false, answer: seeAgain(known.answer) }
  }
  if (knowsBetter(known.answer, reply.answer)) {
    const sources = latestSources(known.answer, reply.answer)
    if (sources === known.answer.sources && hasSameRest(known, reply)) return known
    return { ...reply, answer: { ...known.answer, sources } }
  }
  return { ...reply, answer: { ...reply.answer, thought: known.answer.thought ?? reply.answer.thought } }
}

/** But for the answer. A message that stays the same object is not painted anew. */
function hasSameRest(known: Reply, saved: Reply): boolean {
  return (
    !known.isUnseen &&
    known.run?.endedAt === saved.run?.endedAt &&
    known.feedback?.rating === saved.feedback?.rating &&
    known.feedback?.note === saved.feedback?.note
  )
}

/** A source may be gone since it was read. The same object where nothing changed; a run tells of its sources itself. */
function latestSources(known: Answer, saved: Answer): Answer['sources'] {
  if (known.sources === null || saved.sources === null) return known.sources ?? saved.sources
  const isSame =
    known.sources.length === saved.sources.length &&
    known.sources.every(({ passage }, index) => (passage === null) === (saved.sources?.[index]?.passage === null))
  return isSame ? known.sources : saved.sources
}

/** Of the same run. */
function knowsBetter(known: Answer, saved: Answer): boolean {
  if (isRunning(saved)) return true
  // It could not be saved: what is here is all there is.
  if (known.status === 'failed' && known.failure.code === 'store_unavailable') return true
  return known.status === saved.status && known.text === saved.text
}
