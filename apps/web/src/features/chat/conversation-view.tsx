import type { SessionView } from '@coco/shared/identity-views'
import type { ModelView } from '@coco/shared/model-views'
import { ArrowDown } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { formatCountdown, useSecondsUntil } from '../../lib/countdown.ts'
import { announcementOf } from './announcement.ts'
import { Composer } from './composer.tsx'
import { restoreDraft } from './conversation.ts'
import { EmptyChat } from './empty-chat.tsx'
import { ExchangeView } from './exchange-view.tsx'
import { GenerationReader } from './generation-reader.tsx'
import { isListOutdated } from './is-list-outdated.ts'
import { LimitNotice } from './limit-notice.tsx'
import { LiveRegion } from './live-region.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useChat } from './use-chat.ts'
import { useFollowScroll } from './use-follow-scroll.ts'
import { loadMarkdown } from './use-markdown.ts'

interface Props {
  tenant: SessionView['tenant']
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
  const { tenant, model, noModelBecause, suggest, onChooseModel, modelPicker, initialDraft } = props
  const { canUseNone, onListOutdated, onDraft, onSessionEnded, onTenantChanged } = props
  const { conversation, running, dispatch, ask, stop } = useChat(tenant.id, initialDraft)
  const { draft, exchanges, refusal, limitedUntilMs } = conversation
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const { isBehind, goToEnd } = useFollowScroll(conversation)
  /** Somebody wanted to send this draft and there was no model yet. A limit needs no such word: its notice counts down. */
  const [isHeldBack, setIsHeldBack] = useState(false)
  const isEmpty = exchanges.length === 0 && refusal === null
  const secondsLeft = useSecondsUntil(limitedUntilMs)
  const isLimited = secondsLeft > 0
  const isLimitJustOver = limitedUntilMs !== null && !isLimited

  useEffect(() => {
    fieldRef.current?.focus()
    void loadMarkdown()
  }, [])
  useEffect(() => onDraft(draft), [draft, onDraft])
  useEffect(() => {
    if (refusal?.failure.code === 'not_signed_in') void onSessionEnded()
    if (refusal?.failure.code === 'tenant_changed') void onTenantChanged()
  }, [refusal, onSessionEnded, onTenantChanged])

  const isOutdated = isListOutdated(conversation, model)
  useEffect(() => onListOutdated(isOutdated), [isOutdated, onListOutdated])

  const usable = model && model.access !== 'not_granted' ? model : suggest(null)

  function changeDraft(text: string) {
    setIsHeldBack(false)
    dispatch({ type: 'drafted', draft: text })
  }

  function send(question: string, modelId: string) {
    setIsHeldBack(false)
    void ask(question, modelId)
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

  const blockedBecause = isLimited
    ? `${tenant.name} has reached its limit. You can send again in ${formatCountdown(secondsLeft)}.`
    : model === null
      ? noModelBecause
      : null
  const heldBackBecause = isHeldBack && model === null ? noModelBecause : null

  return (
    <main className="flex flex-1 flex-col">
      <div className="mx-auto flex w-full max-w-(--container-page) flex-1 flex-col px-4 pb-6 sm:px-6">
        {isEmpty ? (
          <EmptyChat tenant={tenant.name} canUseNone={canUseNone} onAsk={askExample} />
        ) : (
          <h1 className="sr-only">Chat as {tenant.name}</h1>
        )}
        <ol className="pt-6">
          {exchanges.map((exchange) => (
            <ExchangeView key={exchange.id} exchange={exchange} tenant={tenant.name} />
          ))}
        </ol>
        <div className="mx-auto mt-auto w-full max-w-(--container-measure) pt-6 empty:hidden">
          {running?.generationId && (
            <GenerationReader
              key={running.generationId}
              exchangeId={running.id}
              generationId={running.generationId}
              dispatch={dispatch}
            />
          )}
          {refusal && limitedUntilMs !== null && (
            <LimitNotice refusal={refusal} tenant={tenant.name} secondsLeft={secondsLeft} />
          )}
          {refusal && limitedUntilMs === null && (
            <RefusalNotice
              refusal={refusal}
              tenant={tenant.name}
              alternative={suggest(refusal.model)?.id ?? null}
              onUseAlternative={(id) => {
                onChooseModel(id)
                fieldRef.current?.focus()
              }}
            />
          )}
        </div>
      </div>
      <div className="stay-bottom fade-above bg-page px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
        <div className="relative mx-auto max-w-(--container-measure)">
          {isBehind && (
            <button type="button" onClick={goToEnd} className={NEW_TEXT}>
              <ArrowDown aria-hidden size={16} strokeWidth={1.75} />
              New text
            </button>
          )}
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
          <p className="mt-2 text-center text-xs text-ink-faint">
            Not saved: this chat lasts until the page is closed.
          </p>
        </div>
      </div>
      <LiveRegion text={heldBackBecause ?? (isLimitJustOver ? 'You can send again.' : announcementOf(conversation))} />
    </main>
  )
}

const NEW_TEXT =
  'appear touch-target absolute -top-12 left-1/2 inline-flex min-h-9 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-raised px-3.5 text-sm font-medium shadow-high hover:border-ink-soft'
