import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { StartedAnswer } from '@coco/shared/conversation-views'
import type { ConversationId, TenantId } from '@coco/shared/ids'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { announceConversationChange } from '../../lib/conversation-channel.ts'
import { failureOfError } from '../../lib/failure.ts'
import { reconnectDelayMs } from '../../lib/reconnect.ts'
import { trpc } from '../../lib/trpc.ts'
import { wakeUp } from '../../lib/wake-up.ts'
import { initialChat, reduceChat } from './state/chat-state.ts'
import { conversationFound } from './state/conversation-found.ts'
import { isAnswering, runningReply } from './state/thread.ts'
import type { KeptLimit } from './trouble/kept-limit.ts'
import { useAsk } from './use-ask.ts'
import { useKeptAsks } from './use-kept-asks.ts'
import { type Listed, useReadAgain, useSavedConversation } from './use-saved-conversation.ts'
import { keyOfSameCall, type Wish } from './state/wish.ts'

const nowMs = () => Date.now()

interface Needs {
  personId: string
  tenantId: TenantId
  /** Null: a chat in which nothing was sent yet. */
  conversationId: ConversationId | null
  listed: Listed
  parametersOfNewChat: ConversationParameters
  initialDraft: string
  /** The limit that still holds since before a reload. */
  initialLimit: KeptLimit | null
  /** The chat became a conversation with its first message, or is none any more because that was refused. */
  onMoved: (conversationId: ConversationId | null) => void
  /** Something in this conversation is another way than the list of conversations says. */
  onChanged: () => void
}

/** One conversation: what the server keeps of it, what is being answered in it, and the draft. */
export function useChat(needs: Needs) {
  const { personId, tenantId, conversationId, listed, parametersOfNewChat, initialDraft, initialLimit } = needs
  const { onMoved, onChanged } = needs
  const utils = trpc.useUtils()
  const { saved, view, readAtMs } = useSavedConversation(conversationId)
  const [state, dispatch] = useReducer(
    reduceChat,
    { draft: initialDraft, view: view ?? null, limit: initialLimit },
    initialChat,
  )
  const [lossCount, setLossCount] = useState(0)
  const callAsk = useAsk(tenantId, conversationId, parametersOfNewChat)
  const stopGeneration = trpc.chat.stop.useMutation()
  const choosePath = trpc.conversations.choose.useMutation()
  /** Between the press and the next paint a second press must find that one was made. */
  const isAsking = useRef(false)
  /** Stopped before the server had named the generation: the name is stopped when it comes. */
  const stoppedEarly = useRef(new Set<string>())
  /** A call can outlive the chat it was made in, which then leads nobody anywhere. */
  const isOnPage = useRef(false)
  /** This chat sent the first message. Was that refused, then there is no such conversation. */
  const hasBegunHere = useRef(false)
  const isEmpty = state.thread.messages.length === 0
  const running = runningReply(state.thread)
  useReadAgain(conversationId, view, listed, isAnswering(state.thread))

  useEffect(() => {
    isOnPage.current = true
    return () => {
      isOnPage.current = false
    }
  }, [])
  useEffect(() => {
    if (view) dispatch({ type: 'loaded', view })
    // The same view again is news to a page that had lost sight of an answer.
  }, [view, readAtMs])

  const tell = useCallback(
    (id: ConversationId) => {
      announceConversationChange(id)
      onChanged()
    },
    [onChanged],
  )
  const changed = useCallback(
    (id: ConversationId) => {
      void utils.conversations.get.invalidate({ conversationId: id })
      tell(id)
    },
    [utils, tell],
  )

  useEffect(() => {
    if (!hasBegunHere.current || conversationId === null || !isEmpty) return
    hasBegunHere.current = false
    onMoved(null)
    tell(conversationId)
  }, [conversationId, isEmpty, onMoved, tell])

  const { error: readError, refetch } = saved
  const readFailure = useMemo(() => (readError ? failureOfError(readError) : null), [readError])
  const keptAsks = useKeptAsks({
    personId,
    tenantId,
    conversationId,
    view: saved.fetchStatus === 'idle' && readFailure === null ? view : undefined,
    isMissing: readFailure?.code === 'not_found',
    listReadAtMs: listed.readAtMs,
    state,
    dispatch,
    onWaitsForFirst() {
      hasBegunHere.current = true
    },
    onMoved,
  })

  async function ask(wish: Wish, model: string) {
    if (isAsking.current || running) return
    isAsking.current = true
    const key = keyOfSameCall(state.refusal, wish, model) ?? crypto.randomUUID()
    dispatch({ type: 'asked', key, wish, model, atMs: nowMs() })
    keptAsks.begin(key, wish, model)
    try {
      const started = await callAsk(wish, { model, key })
      dispatch({ type: 'started', key, started })
      keptAsks.name(key, started)
      begin(key, started)
    } catch (error) {
      const failure = failureOfError(error)
      dispatch({ type: 'refused', key, failure, atMs: nowMs() })
      keptAsks.refuse(key, failure, nowMs())
      // Perhaps because the conversation is another one by now than the page shows.
      if (conversationId !== null) void utils.conversations.get.invalidate({ conversationId })
    }
    isAsking.current = false
  }

  function begin(key: string, { conversationId: id, generationId }: StartedAnswer) {
    if (stoppedEarly.current.delete(key)) stopGeneration.mutate({ generationId })
    if (conversationId === null && isOnPage.current) {
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
    // Not before it is read anew: a view that is on its way may be from before.
    const told = async () => {
      await utils.conversations.get.invalidate({ conversationId })
      dispatch({ type: 'choice told', messageId })
    }
    choosePath.mutate({ conversationId, messageId }, { onSuccess, onSettled: () => void told() })
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

  const found = conversationFound(conversationId, { view, failure: readFailure, retry: () => void refetch() }, state)
  return { state, found, running, lossCount, dispatch, ask, stop, choose, onEnded, onLost }
}
