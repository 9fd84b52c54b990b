import type { ConversationId } from '@coco/shared/ids'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { fetchAllWords } from '../words/language.ts'
import { requireSession } from './require-session.ts'
import { rootRoute } from './root-route.tsx'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** When somebody went to what they looked for: the same message twice is two wishes. */
    lookedForAt?: number
  }
}

const fetchChatPage = () => import('./chat-page.tsx')

/** The chat, whichever conversation is open: one page, so that it stays when a new chat becomes a conversation. */
const chatRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'chat',
  beforeLoad: ({ context }) => {
    // Alongside the question who is here; whoever has to sign in first has no use for it.
    void fetchChatPage()
    return requireSession({ context })
  },
  loader: ({ context }) => {
    // Fetched alongside, not waited for: one can write before the list is there.
    void context.utils.models.list.prefetch()
  },
  component: lazyRouteComponent(fetchChatPage, 'ChatPage'),
})

const newChatRoute = createRoute({ getParentRoute: () => chatRoute, path: '/' })

const conversationRoute = createRoute({
  getParentRoute: () => chatRoute,
  path: '/c/$conversationId',
  // Where a search hit leads.
  validateSearch: (search): { message?: string } =>
    typeof search.message === 'string' ? { message: search.message } : {},
  loader: async ({ context, params }) => {
    const conversationId = params.conversationId as ConversationId
    // A conversation that cannot be had is for the page to explain, beside those that can.
    const fetched = context.utils.conversations.get.fetch({ conversationId }, { staleTime: 0 }).catch(() => null)
    await Promise.all([fetched, fetchAllWords()])
  },
})

export const chatRoutes = chatRoute.addChildren([newChatRoute, conversationRoute])
