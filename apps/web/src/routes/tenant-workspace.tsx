import type { SessionView } from '@coco/shared/identity-views'
import type { ConversationId } from '@coco/shared/ids'
import { useRouter, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { moveDraft } from '../features/chat/composer/draft-store.ts'
import { lastPlace, rememberPlace } from '../features/chat/thread/last-place.ts'
import { useSavedConversation } from '../features/chat/use-saved-conversation.ts'
import { focusSearch } from '../features/conversations/search-field.ts'
import { useUnreadAnswers } from '../features/conversations/unread-answers.ts'
import { useConversationList } from '../features/conversations/use-conversation-list.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { Dialog } from '../ui/dialog.tsx'
import { frame } from '../words/en/frame.ts'
import { useWords } from '../words/language.ts'
import { TenantChat } from './tenant-chat.tsx'
import { OPEN_CONVERSATIONS_ID } from './top-bar.tsx'
import { useChatPlace } from './use-chat-place.ts'
import type { useListDrawer } from './use-list-drawer.ts'

/** One can write before the list is there. */
const Sidebar = lazy(async () => {
  const { Sidebar: component } = await import('../features/conversations/sidebar.tsx')
  return { default: component }
})

interface Props {
  personId: SessionView['person']['id']
  tenant: SessionView['tenant']
  /** The conversation that the address names. */
  address: ConversationId | null
  /** How often a new chat was asked for: another number is another chat. */
  newChatCount: number
  onNewChat: () => void
  isWide: boolean
  drawer: ReturnType<typeof useListDrawer>
  /** Something to say before the chat; null for nothing. */
  notice: string | null
}

/** One tenant's conversations beside the one that is open. It ends with the tenant, and everything it knows with it. */
export function TenantWorkspace(props: Props) {
  const { personId, tenant, address, newChatCount, onNewChat, isWide, drawer, notice } = props
  const words = useWords(frame)
  const router = useRouter()
  const { message } = useSearch({ strict: false })
  const conversations = useConversationList()
  const { place, move } = useChatPlace(address, newChatCount)
  const summary = conversations.find(place.conversationId)
  const { view } = useSavedConversation(place.conversationId)
  usePageTitle(summary?.title ?? view?.title ?? (place.conversationId ? words.conversation : words.newChat))

  const goTo = useCallback(
    (conversationId: ConversationId | null, replace: boolean) =>
      conversationId === null
        ? router.navigate({ to: '/', replace, state: true })
        : router.navigate({ to: '/c/$conversationId', params: { conversationId }, replace, state: true }),
    [router],
  )
  const onMoved = useCallback(
    (conversationId: ConversationId | null) => {
      moveDraft({ personId, tenantId: tenant.id }, place.conversationId, conversationId)
      move(conversationId)
      void goTo(conversationId, true)
    },
    [personId, tenant.id, place.conversationId, move, goTo],
  )
  const [returnTo] = useState(() => (address === null ? lastPlace({ personId, tenantId: tenant.id }) : null))
  useEffect(() => {
    if (returnTo !== null) void goTo(returnTo as ConversationId, true)
  }, [returnTo, goTo])
  const shownId = summary?.id ?? view?.id ?? null
  useEffect(() => rememberPlace({ personId, tenantId: tenant.id }, shownId), [personId, tenant.id, shownId])
  const unreadIds = useUnreadAnswers(conversations.conversations, place.conversationId)
  // A drawer has its search field as the first thing in it, and so the focus there.
  useShortcut('search', isWide ? focusSearch : drawer.open)

  const sidebar = (
    <Suspense fallback={null}>
      <Sidebar
        conversations={conversations}
        openId={place.conversationId}
        unreadIds={unreadIds}
        isDrawer={!isWide}
        onRemoved={() => void goTo(null, true)}
      />
    </Suspense>
  )
  return (
    <div className="flex flex-1">
      {isWide ? (
        <aside className="sticky top-(--bar-height) z-5 h-[calc(100dvh-var(--bar-height))] w-(--container-sidebar) shrink-0 border-e border-line">
          {sidebar}
        </aside>
      ) : (
        drawer.isOpen && (
          <Dialog title={words.conversations} look="drawer" openedBy={OPEN_CONVERSATIONS_ID} onClose={drawer.close}>
            <div className="h-dvh">{sidebar}</div>
          </Dialog>
        )
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <TenantChat
          key={place.number}
          personId={personId}
          tenant={tenant}
          conversationId={place.conversationId}
          listed={{ summary, readAtMs: conversations.readAtMs }}
          shownMessageId={message ?? null}
          onMoved={onMoved}
          onChanged={conversations.refresh}
          onNewChat={onNewChat}
          notice={notice}
        />
      </div>
    </div>
  )
}
