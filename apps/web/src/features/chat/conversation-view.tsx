import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { SessionView } from '@coco/shared/identity-views'
import type { ConversationId } from '@coco/shared/ids'
import type { ModelView } from '@coco/shared/model-views'
import { type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import { useSecondsUntil } from '../../lib/countdown.ts'
import { useSessionEnd } from '../../lib/session-end.ts'
import { thread as threadWords } from '../../words/en/thread.ts'
import { useWords } from '../../words/language.ts'
import { Announcer } from './announcing/announcer.tsx'
import { BelowThread } from './below-thread.tsx'
import { Composer } from './composer/composer.tsx'
import { ComposerArea } from './composer/composer-area.tsx'
import { QueuedLine } from './composer/queued-line.tsx'
import { ContextNotice } from './composer/context-notice.tsx'
import { contextUse } from './composer/context-use.ts'
import { EmptyChat } from './composer/empty-chat.tsx'
import { ThreadList } from './thread/thread-list.tsx'
import { isListOutdated } from './state/is-list-outdated.ts'
import { readKeptLimit } from './trouble/kept-limit.ts'
import { MissingConversation, UnreadConversation } from './trouble/later.tsx'
import { LoadingConversation } from './trouble/loading-conversation.tsx'
import { OfflineBar } from './trouble/offline-bar.tsx'
import { SearchesDocuments } from './sources/citations.ts'
import { exchangesOf } from './state/thread.ts'
import { useChat } from './use-chat.ts'
import { ModelMenu, type PaintModelMenu } from './thread/model-menu.ts'
import { useMessageKeys } from './thread/use-message-keys.ts'
import { useFollowScroll } from './thread/use-follow-scroll.ts'
import { useReadingPlace } from './thread/use-reading-place.ts'
import { useConversationEffects } from './use-conversation-effects.ts'
import { useReadyMark } from './use-ready-mark.ts'
import { useSending } from './use-sending.ts'
import { useMarkdown } from './text/use-markdown.ts'
import type { Listed } from './use-saved-conversation.ts'
import { useShownMessage } from './thread/use-shown-message.ts'

interface Props {
  personId: string
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
  /** What goes along with the first message, and is kept with the conversation that it begins. */
  parametersOfNewChat: ConversationParameters
  /** What is asked now is answered from documents. */
  searchesDocuments: boolean
  /** What helps with writing, beside the model picker; it finds the field with `useComposerField`. */
  composerTools: ReactNode
  modelPicker: ReactNode
  /** Which models another answer may be asked of. */
  paintModelMenu: PaintModelMenu
  initialDraft: string
  onDraft: (draft: string) => void
  onSessionEnded: () => Promise<void>
  /** Another tab switched, and this one did not hear of it. */
  onTenantChanged: () => Promise<void>
}

/** A conversation and the place to continue it. Everything in here is one tenant's and ends with it. */
export function ConversationView(props: Props) {
  const { tenant, conversationId, shownMessageId, onNewChat, model, suggest } = props
  const [initialLimit] = useState(() => readKeptLimit(tenant.id, Date.now()))
  const chat = useChat({ ...props, tenantId: tenant.id, initialLimit })
  const { state, found, running, choose } = chat
  const { draft, editing, thread, refusal, limitedUntilMs } = state
  const words = useWords(threadWords)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const Markdown = useMarkdown()
  const { isBehind, goToEnd } = useFollowScroll(thread, Markdown)
  const { resumeCount } = useSessionEnd()
  const exchanges = useMemo(() => exchangesOf(thread), [thread])
  const lastReply = exchanges.at(-1)?.reply ?? null
  const isEmpty = conversationId === null && exchanges.length === 0 && refusal === null
  const secondsLeft = useSecondsUntil(limitedUntilMs)
  const isLimitJustOver = limitedUntilMs !== null && secondsLeft === 0

  useConversationEffects({
    tenantId: tenant.id,
    state,
    fieldRef,
    shownMessageId,
    resumeCount,
    isOutdated: isListOutdated({ answer: lastReply?.answer ?? null, refusal }, model),
    failures: { refused: refusal?.failure ?? null, found: found.failure },
    onDraft: props.onDraft,
    onListOutdated: props.onListOutdated,
    onSessionEnded: props.onSessionEnded,
    onTenantChanged: props.onTenantChanged,
  })
  const readMessageId = useReadingPlace(conversationId, shownMessageId, thread)
  useShownMessage(shownMessageId, thread, choose)

  const sending = useSending({ ...props, chat, exchanges, secondsLeft, fieldRef, goToEnd })
  useMessageKeys()
  useReadyMark(running !== null)

  if (found.is === 'missing' || found.is === 'unread') {
    return (
      <Suspense fallback={null}>
        {found.is === 'missing' ? (
          <MissingConversation onNewChat={onNewChat} />
        ) : (
          <UnreadConversation failure={found.failure} onRetry={found.retry} />
        )}
      </Suspense>
    )
  }
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <div className="mx-auto flex w-full max-w-(--container-page) flex-1 flex-col px-4 pb-6 sm:px-6">
        {isEmpty ? (
          <EmptyChat tenant={tenant} canUseNone={props.canUseNone} onAsk={sending.askExample} />
        ) : (
          <h1 className="sr-only">{found.title ?? words.chatAs(tenant.name)}</h1>
        )}
        {found.is === 'loading' && <LoadingConversation />}
        <SearchesDocuments value={props.searchesDocuments}>
          <ModelMenu value={props.paintModelMenu}>
            <ThreadList
              exchanges={exchanges}
              shownMessageId={shownMessageId ?? readMessageId}
              tenant={tenant.name}
              editing={editing}
              blockedBecause={sending.againBlockedBecause}
              actions={sending.actions}
            />
          </ModelMenu>
        </SearchesDocuments>
        <BelowThread
          tenant={tenant}
          lastReply={lastReply}
          chat={chat}
          sending={sending}
          secondsLeft={secondsLeft}
          resumeCount={resumeCount}
          suggest={suggest}
          onSessionEnded={() => void props.onSessionEnded()}
        />
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
        <QueuedLine queued={sending.queue.state} onCancel={sending.queue.cancel} />
        <ContextNotice use={contextUse(exchanges, thread.messages, draft)} onNewChat={onNewChat} />
        <Composer
          fieldRef={fieldRef}
          draft={draft}
          isAnswering={running !== null}
          blockedBecause={sending.blockedBecause}
          showsReason={sending.heldBackBecause !== null}
          tools={props.composerTools}
          modelPicker={props.modelPicker}
          onDraft={sending.changeDraft}
          onSend={sending.send}
          onHeldBack={sending.holdBack}
          onSendLater={sending.queue.add}
          onStop={sending.stop}
        />
      </ComposerArea>
      <Announcer
        reply={lastReply}
        isRefused={refusal !== null}
        instead={sending.heldBackBecause ?? (isLimitJustOver ? words.blocked.over : null)}
      />
    </main>
  )
}
