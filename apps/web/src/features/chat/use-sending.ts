import type { SessionView } from '@coco/shared/identity-views'
import type { ModelView } from '@coco/shared/model-views'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { formatCountdown } from '../../lib/countdown.ts'
import { useSessionEnd } from '../../lib/session-end.ts'
import { thread as threadWords } from '../../words/en/thread.ts'
import { useWords } from '../../words/language.ts'
import { isBeingStopped } from './composer/queued-message.ts'
import { useQueuedMessage } from './composer/use-queued-message.ts'
import { restoreDraft } from './state/chat-state.ts'
import type { Exchange } from './state/thread.ts'
import { useChatActions } from './thread/use-chat-actions.ts'
import { useAskOther } from './trouble/use-ask-other.ts'
import { useSendPlan } from './trouble/use-send-plan.ts'
import type { useChat } from './use-chat.ts'

interface Needs {
  chat: ReturnType<typeof useChat>
  exchanges: readonly Exchange[]
  tenant: SessionView['tenant']
  model: ModelView | null
  noModelBecause: string
  suggest: (refusedId: string | null) => ModelView | null
  onChooseModel: (modelId: string) => void
  /** Until the tenant's limit is over. */
  secondsLeft: number
  fieldRef: RefObject<HTMLTextAreaElement | null>
  goToEnd: () => void
}

/** Every way to ask for something in a conversation, and why it may have to wait. */
export function useSending(needs: Needs) {
  const { chat, exchanges, tenant, model, noModelBecause, suggest, onChooseModel, secondsLeft, fieldRef } = needs
  const { state, running, dispatch, ask, stop, choose } = chat
  const { draft, asked, limitedUntilMs } = state
  const words = useWords(threadWords).blocked
  /** Somebody wanted to send this draft and there was no model yet. A limit needs no such word: its notice counts down. */
  const [isHeldBack, setIsHeldBack] = useState(false)
  const lastReply = exchanges.at(-1)?.reply ?? null
  const isLimited = secondsLeft > 0
  // What sends itself waits until somebody has signed in again.
  const { isEnded } = useSessionEnd()
  const focusField = () => fieldRef.current?.focus()

  const changeDraft = useCallback((text: string) => dispatch({ type: 'drafted', draft: text }), [dispatch])

  function askFor(modelId: string, text: string) {
    setIsHeldBack(false)
    // What is on the page is what is answered, whatever another tab chose meanwhile.
    void ask({ kind: 'send', text, parentId: lastReply?.id ?? exchanges.at(-1)?.question.parentId ?? null }, modelId)
  }

  function sendTo(modelId: string, text: string) {
    askFor(modelId, text)
    needs.goToEnd()
    focusField()
  }

  function send() {
    if (model) sendTo(model.id, draft.trim())
  }

  const focusedBefore = useRef<Element | null>(null)
  /** Whoever reads further up, or writes elsewhere, meanwhile is left in peace. */
  function sendByItself() {
    focusedBefore.current = document.activeElement
    if (model) askFor(model.id, draft.trim())
  }
  // But the button that would have called it back goes from under the focus.
  useEffect(() => {
    if (focusedBefore.current?.isConnected === false) fieldRef.current?.focus({ preventScroll: true })
    focusedBefore.current = null
  }, [asked, fieldRef])

  function askExample(prompt: string) {
    if (isLimited) return
    const usable = model && model.access !== 'not_granted' ? model : suggest(null)
    if (usable) {
      onChooseModel(usable.id)
      sendTo(usable.id, prompt)
      return
    }
    changeDraft(restoreDraft(draft, prompt))
    setIsHeldBack(true)
    focusField()
  }

  const actions = useChatActions({
    edit: (next) => dispatch({ type: 'editing', editing: next }),
    askEdited: ({ id, parentId }, text) => {
      if (model) void ask({ kind: 'edit', text: text.trim(), messageId: id, parentId }, model.id)
      focusField()
    },
    regenerate: ({ id, parentId }, modelId) => {
      const by = modelId ?? model?.id
      if (by && parentId !== null) void ask({ kind: 'regenerate', messageId: id, questionId: parentId }, by)
      focusField()
    },
    goOn: ({ id, answer }) => {
      void ask({ kind: 'continue', messageId: id }, answer.model)
      focusField()
    },
    choose,
  })
  const askOther = useAskOther({ lastReply, stop, ask })
  const plan = useSendPlan({
    draft,
    isAsking: asked !== null,
    limitedUntilMs,
    isOver: limitedUntilMs !== null && !isLimited,
    isBlocked: isEnded || model === null || running !== null,
    send: sendByItself,
  })
  const queue = useQueuedMessage({
    draft,
    reply: lastReply,
    isAnswering: running !== null,
    isBlocked: isEnded || model === null || isLimited,
    send: sendByItself,
  })

  const limitReason = isLimited ? words.limit(tenant.name) : null
  const noModelReason = model === null ? noModelBecause : null
  return {
    actions,
    plan,
    queue,
    changeDraft,
    /** Who has just pressed Stop need not wait for the server to have done so. */
    send: () => (isBeingStopped(lastReply?.answer ?? null) ? queue.add() : send()),
    askExample,
    holdBack: () => setIsHeldBack(true),
    askOther(modelId: string) {
      onChooseModel(modelId)
      askOther(modelId)
      focusField()
    },
    stop() {
      stop()
      focusField()
    },
    useModel(modelId: string) {
      onChooseModel(modelId)
      focusField()
    },
    /** Why nothing can be sent. */
    blockedBecause: limitReason ? words.until(limitReason, formatCountdown(secondsLeft)) : noModelReason,
    /** The same, for somebody who tried. */
    heldBackBecause: isHeldBack ? noModelReason : null,
    /** Why nothing that was asked can be asked again. */
    againBlockedBecause: running ? words.answering : (limitReason ?? noModelReason),
  }
}
