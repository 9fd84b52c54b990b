import type { SessionView } from '@coco/shared/identity-views'
import type { ConversationId, GenerationId } from '@coco/shared/ids'
import type { ModelView } from '@coco/shared/model-views'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { formatCountdown, useSecondsUntil } from '../../lib/countdown.ts'
import type { Failure } from '../../lib/failure.ts'
import { useSessionEnd } from '../../lib/session-end.ts'
import { announcementOf } from './state/announcement.ts'
import { needsReader } from './state/answer.ts'
import { restoreDraft } from './state/chat-state.ts'
import { Composer } from './composer/composer.tsx'
import { ComposerArea } from './composer/composer-area.tsx'
import { EmptyChat } from './composer/empty-chat.tsx'
import { ThreadList } from './thread/thread-list.tsx'
import { GenerationReader } from './reading/generation-reader.tsx'
import { isListOutdated } from './state/is-list-outdated.ts'
import { LiveRegion } from './live-region.tsx'
import { LoadingConversation, MissingConversation, UnreadConversation } from './trouble/missing-conversation.tsx'
import { accessRequestOfTenant } from './trouble/access-message.ts'
import { AccessRequest } from './trouble/access-request.tsx'
import { keepLimit, readKeptLimit } from './trouble/kept-limit.ts'
import { LongWait } from './trouble/long-wait.tsx'
import { OfflineBar } from './trouble/offline-bar.tsx'
import { TroubleArea } from './trouble/trouble-area.tsx'
import { useAskOther } from './trouble/use-ask-other.ts'
import { useSendPlan } from './trouble/use-send-plan.ts'
import { exchangesOf } from './state/thread.ts'
import { useChat } from './use-chat.ts'
import { useChatActions } from './thread/use-chat-actions.ts'
import { useFollowScroll } from './thread/use-follow-scroll.ts'
import { useReadingPlace } from './thread/use-reading-place.ts'
import { loadMarkdown, useMarkdown } from './text/use-markdown.ts'
import type { Listed } from './use-saved-conversation.ts'
import { useShownMessage } from './thread/use-shown-message.ts'

interface Props {
  tenant: SessionView['tenant']
  /** Null: a chat in which nothing was sent yet. */
  conversationId: ConversationId | null
  listed: Listed
  /** The message that somebody looked for and wants to see; null for none. */
  shownMessageId: string | null
  onMoved: (conversationId: ConversationId | null) => void
  onChanged: () => void
  onNewChat: () => void
  /** Where the next question goes; null while that is not known. */
  model: ModelView | null
  /** Why there is no `model`, for a person who wants to send. */
  noModelBecause: string
  /** A model that may be used for what begins without a choice, or after a refusal. */
  suggest: (refusedId: string | null) => ModelView | null
  onChooseModel: (modelId: string) => void
  /** The list of models is known, and this tenant may use none of it. */
  canUseNone: boolean
  /** Told whether the last call contradicts the list of models, so that it can be asked for again. */
  onListOutdated: (isOutdated: boolean) => void
  modelPicker: ReactNode
  initialDraft: string
  onDraft: (draft: string) => void
  onSessionEnded: () => Promise<void>
  /** Another tab switched, and this one did not hear of it. */
  onTenantChanged: () => Promise<void>
}

/** A conversation and the place to continue it. Everything in here is one tenant's and ends with it. */
export function ConversationView(props: Props) {
  const { tenant, conversationId, listed, shownMessageId, onMoved, onChanged, onNewChat } = props
  const { model, noModelBecause, suggest, onChooseModel, modelPicker, initialDraft } = props
  const { canUseNone, onListOutdated, onDraft, onSessionEnded, onTenantChanged } = props
  const [initialLimit] = useState(() => readKeptLimit(tenant.id, Date.now()))
  const chat = useChat({ tenantId: tenant.id, conversationId, listed, initialDraft, initialLimit, onMoved, onChanged })
  const { state, found, running, dispatch, ask, stop, choose } = chat
  const { draft, editing, thread, refusal, limitedUntilMs } = state
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const Markdown = useMarkdown()
  const { isBehind, goToEnd } = useFollowScroll(thread, Markdown)
  /** Somebody wanted to send this draft and there was no model yet. A limit needs no such word: its notice counts down. */
  const [isHeldBack, setIsHeldBack] = useState(false)
  const { resumeCount } = useSessionEnd()
  const [readRefusal, setReadRefusal] = useState<{ failure: Failure; resumeCount: number } | null>(null)
  // Whoever has signed in again since then may read on.
  const readFailure = readRefusal?.resumeCount === resumeCount ? readRefusal.failure : null
  const exchanges = useMemo(() => exchangesOf(thread), [thread])
  const lastReply = exchanges.at(-1)?.reply ?? null
  const isEmpty = conversationId === null && exchanges.length === 0 && refusal === null
  const secondsLeft = useSecondsUntil(limitedUntilMs)
  const isLimited = secondsLeft > 0
  const isLimitJustOver = limitedUntilMs !== null && !isLimited
  const lastFailure = refusal?.failure ?? readFailure ?? found.failure

  useEffect(() => {
    const isKept = document.activeElement?.closest('[data-keeps-focus]')
    if (shownMessageId === null && !isKept) fieldRef.current?.focus()
    void loadMarkdown()
  }, [shownMessageId])
  useEffect(() => onDraft(draft), [draft, onDraft])
  useEffect(() => {
    if (refusal !== null && limitedUntilMs !== null) keepLimit(tenant.id, refusal, limitedUntilMs)
  }, [tenant.id, refusal, limitedUntilMs])
  useEffect(() => {
    if (lastFailure?.code === 'not_signed_in') void onSessionEnded()
    if (lastFailure?.code === 'tenant_changed') void onTenantChanged()
  }, [lastFailure, onSessionEnded, onTenantChanged])
  useEffect(() => {
    if (resumeCount > 0) fieldRef.current?.focus()
  }, [resumeCount])
  const readMessageId = useReadingPlace(conversationId, shownMessageId, thread)
  useShownMessage(shownMessageId, thread, choose)

  const isOutdated = isListOutdated({ answer: lastReply?.answer ?? null, refusal }, model)
  useEffect(() => onListOutdated(isOutdated), [isOutdated, onListOutdated])

  const usable = model && model.access !== 'not_granted' ? model : suggest(null)

  function changeDraft(text: string) {
    setIsHeldBack(false)
    dispatch({ type: 'drafted', draft: text })
  }

  function send(text: string, modelId: string) {
    setIsHeldBack(false)
    // What is on the page is what is answered, whatever another tab chose meanwhile.
    void ask({ kind: 'send', text, parentId: lastReply?.id ?? exchanges.at(-1)?.question.parentId ?? null }, modelId)
    goToEnd()
    fieldRef.current?.focus()
  }

  function askExample(prompt: string) {
    if (isLimited) return
    if (usable) {
      onChooseModel(usable.id)
      send(prompt, usable.id)
      return
    }
    changeDraft(restoreDraft(draft, prompt))
    setIsHeldBack(true)
    fieldRef.current?.focus()
  }

  const actions = useChatActions({
    edit: (next) => dispatch({ type: 'editing', editing: next }),
    askEdited: ({ id, parentId }, text) => {
      if (model) void ask({ kind: 'edit', text: text.trim(), messageId: id, parentId }, model.id)
      fieldRef.current?.focus()
    },
    regenerate: ({ id, parentId }) => {
      if (model && parentId !== null) void ask({ kind: 'regenerate', messageId: id, questionId: parentId }, model.id)
      fieldRef.current?.focus()
    },
    goOn: ({ id, answer }) => {
      void ask({ kind: 'continue', messageId: id }, answer.model)
      fieldRef.current?.focus()
    },
    choose,
  })

  const askOther = useAskOther({ lastReply, stop, ask })
  const plan = useSendPlan({
    draft,
    isOver: isLimitJustOver,
    isBlocked: model === null || running !== null,
    send: () => model && send(draft.trim(), model.id),
  })

  const limitReason = `${tenant.name} has reached its limit.`
  const noModelReason = model === null ? noModelBecause : null
  const blockedBecause = isLimited
    ? `${limitReason} You can send again in ${formatCountdown(secondsLeft)}.`
    : noModelReason
  const heldBackBecause = isHeldBack && model === null ? noModelBecause : null
  const againBlockedBecause = running ? 'An answer is being written.' : isLimited ? limitReason : noModelReason

  if (found.is === 'missing') return <MissingConversation onNewChat={onNewChat} />
  if (found.is === 'unread') return <UnreadConversation failure={found.failure} onRetry={found.retry} />
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <div className="mx-auto flex w-full max-w-(--container-page) flex-1 flex-col px-4 pb-6 sm:px-6">
        {isEmpty ? (
          <>
            <EmptyChat tenant={tenant.name} canUseNone={canUseNone} onAsk={askExample} />
            {canUseNone && (
              <div className="mx-auto -mt-10 w-full max-w-(--container-measure) text-sm">
                <AccessRequest {...accessRequestOfTenant(tenant)} tenant={tenant.name} />
              </div>
            )}
          </>
        ) : (
          <h1 className="sr-only">{found.title ?? `Chat as ${tenant.name}`}</h1>
        )}
        {found.is === 'loading' && <LoadingConversation />}
        <ThreadList
          exchanges={exchanges}
          shownMessageId={shownMessageId ?? readMessageId}
          tenant={tenant.name}
          editing={editing}
          blockedBecause={againBlockedBecause}
          actions={actions}
        />
        <div className="mx-auto mt-auto w-full max-w-(--container-measure) pt-6 empty:hidden">
          {lastReply?.generationId && needsReader(lastReply.answer) && (
            <GenerationReader
              key={`${lastReply.generationId} ${chat.lossCount} ${resumeCount}`}
              generationId={lastReply.generationId as GenerationId}
              dispatch={dispatch}
              onEnded={chat.onEnded}
              onLost={(id) => void chat.onLost(id)}
              onRefused={(failure) => setReadRefusal({ failure, resumeCount })}
            />
          )}
          {lastReply?.answer.status === 'waiting' && !lastReply.answer.thought && (
            <LongWait
              model={lastReply.answer.model}
              sinceMs={lastReply.answer.sinceMs}
              alternative={suggest(lastReply.answer.model)?.id ?? null}
              onAskOther={(id) => {
                onChooseModel(id)
                askOther(id)
                fieldRef.current?.focus()
              }}
              onStop={() => {
                stop()
                fieldRef.current?.focus()
              }}
            />
          )}
          <TroubleArea
            // An ended session is told of where one signs in again, over the page.
            refusal={refusal?.failure.code === 'not_signed_in' ? null : refusal}
            limitedUntilMs={limitedUntilMs}
            secondsLeft={secondsLeft}
            plan={plan}
            tenant={tenant}
            alternative={refusal && (suggest(refusal.model)?.id ?? null)}
            onUseAlternative={(id) => {
              onChooseModel(id)
              fieldRef.current?.focus()
            }}
          />
        </div>
      </div>
      <ComposerArea
        isBehind={isBehind}
        onGoToEnd={() => {
          goToEnd()
          // The button goes; on a phone the focus would bring the keyboard up.
          if (!matchMedia('(pointer: coarse)').matches) fieldRef.current?.focus({ preventScroll: true })
        }}
      >
        <OfflineBar isAnswering={running !== null} />
        <Composer
          fieldRef={fieldRef}
          draft={draft}
          isAnswering={running !== null}
          blockedBecause={blockedBecause}
          showsReason={heldBackBecause !== null}
          modelPicker={modelPicker}
          onDraft={changeDraft}
          onSend={() => model && send(draft.trim(), model.id)}
          onHeldBack={() => setIsHeldBack(true)}
          onStop={() => {
            stop()
            fieldRef.current?.focus()
          }}
        />
      </ComposerArea>
      <LiveRegion
        text={
          heldBackBecause ??
          (isLimitJustOver ? 'You can send again.' : announcementOf(lastReply?.answer ?? null, refusal !== null))
        }
      />
    </main>
  )
}
