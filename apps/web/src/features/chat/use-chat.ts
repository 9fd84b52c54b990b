import type { ConversationSummary, ConversationView, StartedAnswer } from '@coco/shared/conversation-views'
import type { ConversationId, TenantId } from '@coco/shared/ids'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { announceConversationChange, onConversationChange } from '../../lib/conversation-channel.ts'
import { type Failure, failureOfError } from '../../lib/failure.ts'
import { reconnectDelayMs } from '../../lib/reconnect.ts'
import { trpc } from '../../lib/trpc.ts'
import { wakeUp } from '../../lib/wake-up.ts'
import { isRunning } from './answer.ts'
import { type ChatState, initialChat, reduceChat, type Wish } from './chat-state.ts'
import { runningReply } from './thread.ts'
import { useAsk } from './use-ask.ts'

const nowMs = () => Date.now()

interface Needs {
  tenantId: TenantId
  /** Null: a chat in which nothing was sent yet. */
  conversationId: ConversationId | null
  /** The conversation as the list has it, which is asked for again and again. */
  summary: ConversationSummary | null
  initialDraft: string
  /** The chat became a conversation with its first message, or is none any more because that was refused. */
  onMoved: (conversationId: ConversationId | null) => void
  /** Something in this conversation is another way than the list of conversations says. */
  onChanged: () => void
}

/** One conversation: what the server keeps of it, what is being answered in it, and the draft. */
export function useChat({ tenantId, conversationId, summary, initialDraft, onMoved, onChanged }: Needs) {
  const utils = trpc.useUtils()
  const saved = trpc.conversations.get.useQuery(
    { conversationId: conversationId as ConversationId },
    { enabled: conversationId !== null },
  )
  const view = conversationId === null ? undefined : saved.data
  const [state, dispatch] = useReducer(reduceChat, { draft: initialDraft, view: view ?? null }, initialChat)
  const [lossCount, setLossCount] = useState(0)
  const callAsk = useAsk(tenantId, conversationId)
  const stopGeneration = trpc.chat.stop.useMutation()
  const choosePath = trpc.conversations.choose.useMutation()
  /** Between the press and the next paint a second press must find that one was made. */
  const isAsking = useRef(false)
  /** Stopped before the server had named the generation: the name is stopped when it comes. */
  const stoppedEarly = useRef(new Set<string>())
  const running = runningReply(state.thread)

  useEffect(() => {
    if (view) dispatch({ type: 'loaded', view })
  }, [view])

  const changed = useCallback(
    (id: ConversationId) => {
      void utils.conversations.get.invalidate({ conversationId: id })
      announceConversationChange(id)
      onChanged()
    },
    [utils, onChanged],
  )

  // Other tabs tell what they did; what happened on other devices shows in the list.
  useEffect(
    () =>
      onConversationChange((id) => {
        if (id === conversationId) void utils.conversations.get.invalidate({ conversationId: id })
      }),
    [conversationId, utils],
  )
  const isAnyRunning = state.thread.messages.some(
    (message) => message.role === 'assistant' && isRunning(message.answer),
  )
  const isListNewer =
    summary !== null &&
    view !== undefined &&
    (summary.updatedAt !== view.updatedAt || summary.isAnswering !== isAnyRunning)
  useEffect(() => {
    if (isListNewer && conversationId) void utils.conversations.get.invalidate({ conversationId })
  }, [isListNewer, summary, conversationId, utils])

  /** This page sent the first message. Was that refused, then there is no such conversation. */
  const hasBegunHere = useRef(false)
  useEffect(() => {
    if (!hasBegunHere.current || conversationId === null || state.thread.messages.length > 0) return
    hasBegunHere.current = false
    onMoved(null)
    changed(conversationId)
  }, [conversationId, state.thread.messages.length, onMoved, changed])

  async function ask(wish: Wish, model: string) {
    if (isAsking.current || running) return
    isAsking.current = true
    const key = keyFor(wish, model)
    dispatch({ type: 'asked', key, wish, model, atMs: nowMs() })
    try {
      const started = await callAsk(wish, { model, key })
      dispatch({ type: 'started', key, started })
      begin(key, started)
    } catch (error) {
      dispatch({ type: 'refused', key, failure: failureOfError(error), atMs: nowMs() })
    }
    isAsking.current = false
  }

  /** A call that may have arrived is repeated as the same call, so that it is answered once. */
  function keyFor(wish: Wish, model: string): string {
    const { refusal } = state
    const isSameCall =
      refusal?.failure.code === 'unreachable' &&
      refusal.model === model &&
      JSON.stringify(refusal.wish) === JSON.stringify(wish)
    return isSameCall ? refusal.key : crypto.randomUUID()
  }

  function begin(key: string, { conversationId: id, generationId }: StartedAnswer) {
    if (stoppedEarly.current.delete(key)) stopGeneration.mutate({ generationId })
    if (conversationId === null) {
      hasBegunHere.current = true
      onMoved(id)
    }
    changed(id)
  }

  function stop() {
    if (!running) return
    if (running.generationId) stopGeneration.mutate({ generationId: running.generationId })
    else if (state.asked) stoppedEarly.current.add(state.asked.key)
    dispatch({ type: 'stopped', atMs: nowMs() })
  }

  function choose(messageId: string) {
    dispatch({ type: 'chosen', messageId })
    if (conversationId === null) return
    const onSuccess = () => announceConversationChange(conversationId)
    choosePath.mutate({ conversationId, messageId }, { onSuccess })
  }

  /** The reader of an answer heard its end. */
  const onEnded = useCallback(() => {
    if (conversationId) changed(conversationId)
  }, [conversationId, changed])

  /** The reader of an answer was cut off for good: only the conversation itself can tell what became of it. */
  const onLost = useCallback(
    async (generationId: string) => {
      await wakeUp(reconnectDelayMs(Math.min(lossCount, 5) + 1, Math.random()), new AbortController().signal)
      try {
        if (conversationId) await utils.conversations.get.fetch({ conversationId }, { staleTime: 0 })
      } catch (error) {
        const isGone = failureOfError(error).code === 'not_found'
        dispatch({ type: isGone ? 'gone' : 'given up', generationId, atMs: nowMs() })
      }
      setLossCount(lossCount + 1)
    },
    [conversationId, lossCount, utils],
  )

  const found = conversationFound(conversationId, saved, state)
  return { state, found, running, lossCount, dispatch, ask, stop, choose, onEnded, onLost }
}

type Found =
  | { is: 'shown'; title: string | null; failure: Failure | null }
  | { is: 'loading'; title: null; failure: null }
  | { is: 'missing'; title: null; failure: Failure }
  | { is: 'unread'; title: null; failure: Failure; retry: () => void }

/** How far the server's part of the conversation is there. What this page has just begun itself is there at once. */
function conversationFound(
  conversationId: ConversationId | null,
  saved: { data: ConversationView | undefined; error: unknown; refetch: () => Promise<unknown> },
  { thread, asked }: ChatState,
): Found {
  if (conversationId === null) return { is: 'shown', title: null, failure: null }
  const failure = saved.error ? failureOfError(saved.error) : null
  // An address that is no id at all is as good as one of nobody.
  const isMissing = failure?.code === 'not_found' || failure?.code === 'invalid_input'
  if (isMissing && asked === null) return { is: 'missing', title: null, failure }
  if (thread.messages.length > 0) return { is: 'shown', title: saved.data?.title ?? null, failure }
  if (failure) return { is: 'unread', title: null, failure, retry: () => void saved.refetch() }
  return { is: 'loading', title: null, failure: null }
}
