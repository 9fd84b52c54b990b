import type { ConversationView, StartedAnswer } from '@coco/shared/conversation-views'
import type { ConversationId } from '@coco/shared/ids'
import { type Dispatch, useEffect, useEffectEvent, useRef } from 'react'
import { type Failure, failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { callBegins, callEnds, isUnderWay, useEndedCalls } from './calls-under-way.ts'
import { changeAsk, keepAsk, readAsks, takeAsk } from './composer/asked-store.ts'
import type { ChatAction, ChatState } from './state/chat-state.ts'
import { type KeptAsk, outcomeOf } from './state/kept-ask.ts'
import { findMessage } from './state/thread.ts'
import type { Asked, Wish } from './state/wish.ts'

interface Needs {
  personId: string
  tenantId: string
  conversationId: ConversationId | null
  /** The conversation as it is by now; undefined while that is not known. */
  view: ConversationView | undefined
  /** The server has no such conversation. */
  isMissing: boolean
  /** Another number: the list of conversations was read again. */
  listReadAtMs: number
  state: ChatState
  dispatch: Dispatch<ChatAction>
  /** This chat waits for the answer that its conversation began with. */
  onWaitsForFirst: () => void
  /** The conversation was none. */
  onMoved: (conversationId: null) => void
}

/**
 * What was sent off is kept beside the draft until there is an answer. Whoever left the chat before it was refused, or loaded
 * the page anew, finds it in the composer when they are back.
 */
export function useKeptAsks(needs: Needs) {
  const { personId, tenantId, conversationId, view, isMissing, listReadAtMs, state, dispatch } = needs
  const { client } = trpc.useUtils()
  const owner = { personId, tenantId }
  const { asked } = state
  const endedCalls = useEndedCalls()

  const lastAsked = useRef<Asked | null>(null)
  useEffect(() => {
    const before = lastAsked.current
    lastAsked.current = asked
    if (before === null || before.key === asked?.key) return
    const reply = findMessage(state.thread, before.replyId)
    // An answer that was given up before its first word: only the conversation can tell what became of it.
    if (reply?.role === 'assistant' && reply.answer.status === 'incomplete' && reply.answer.text === '') return
    takeAsk({ personId, tenantId }, before.key)
  }, [asked, state.thread, personId, tenantId])

  function putBack(ask: KeptAsk) {
    if (takeAsk(owner, ask.key)) dispatch({ type: 'put back', ask })
  }

  function lookAt(ask: KeptAsk) {
    if (isMissing && ask.isFirst) {
      putBack(ask)
      needs.onMoved(null)
    }
    if (!view) return
    const outcome = outcomeOf(ask, view.messages)
    if (outcome.is === 'gone') putBack(ask)
    if (outcome.is === 'kept') takeAsk(owner, ask.key)
    if (outcome.is !== 'waiting' || asked !== null || view.leafId !== outcome.replyId) return
    dispatch({ type: 'waited for', ask, replyId: outcome.replyId })
    if (ask.isFirst) needs.onWaitsForFirst()
  }

  /** Of a conversation that began with it. There is one as long as it was not refused. */
  async function lookFromOutside(ask: KeptAsk, isStillHere: () => boolean) {
    if (ask.conversationId === null) return putBack(ask)
    try {
      const { messages } = await client.conversations.get.query({
        conversationId: ask.conversationId,
      })
      const { is } = outcomeOf(ask, messages)
      if (is === 'kept') takeAsk(owner, ask.key)
      if (is === 'gone' && isStillHere()) putBack(ask)
    } catch (error) {
      if (failureOfError(error).code === 'not_found' && isStillHere()) putBack(ask)
    }
  }

  const look = useEffectEvent((isStillHere: () => boolean) => {
    for (const ask of readAsks(owner)) {
      if (ask.key === asked?.key || isUnderWay(ask.key)) continue
      if (conversationId === null && ask.isFirst) void lookFromOutside(ask, isStillHere)
      if (conversationId !== null && ask.conversationId === conversationId) lookAt(ask)
    }
  })
  useEffect(() => {
    let isHere = true
    look(() => isHere)
    return () => {
      isHere = false
    }
  }, [conversationId, view, isMissing, listReadAtMs, endedCalls])

  return {
    begin(key: string, wish: Wish, model: string) {
      callBegins(key)
      if (wish.kind !== 'send' && wish.kind !== 'edit') return
      const isFirst = conversationId === null
      keepAsk(owner, { key, wish, model, isFirst, conversationId, questionId: null, refused: null })
    },
    name(key: string, { conversationId: id, questionId }: StartedAnswer) {
      changeAsk(owner, key, { conversationId: id, questionId })
      callEnds(key)
    },
    refuse(key: string, failure: Failure, atMs: number) {
      // Of the session that was: the next one has nothing to say of it.
      const isOfSession = failure.code === 'not_signed_in' || failure.code === 'tenant_changed'
      if (!isOfSession) changeAsk(owner, key, { refused: { failure, atMs } })
      callEnds(key)
    },
  }
}
