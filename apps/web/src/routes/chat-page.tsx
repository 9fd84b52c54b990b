import type { SessionView } from '@coco/shared/identity-views'
import type { ConversationId } from '@coco/shared/ids'
import { getRouteApi, useParams, useRouter } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { LiveRegion } from '../features/chat/live-region.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { trpc } from '../lib/trpc.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { frame } from '../words/en/frame.ts'
import { useWords } from '../words/language.ts'
import { TenantWorkspace } from './tenant-workspace.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcutsDialog } from './use-shortcuts-dialog.tsx'
import { useSignOut } from './use-sign-out.ts'

const chatRoute = getRouteApi('/chat')

/** The chat of the present tenant under the bar, with what concerns the whole of it: new chat, another tenant, the way out. */
export function ChatPage(): ReactNode {
  const words = useWords(frame)
  const { session } = chatRoute.useRouteContext()
  const { conversationId } = useParams({ strict: false })
  const router = useRouter()
  const forgetSession = useForgetSession()
  const signOut = useSignOut(session)
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const [newChatCount, setNewChatCount] = useState(0)
  const { tenant } = session
  const switchTenant = trpc.session.switchTenant.useMutation({
    onSettled: async () => {
      await forgetSession()
      // A conversation is one tenant's; for the other there is no such address.
      await router.navigate({ to: '/', replace: true })
      await router.invalidate()
    },
  })
  const next = switchTenant.isPending ? session.tenants.find(({ id }) => id === switchTenant.variables.tenantId) : null

  function onNewChat() {
    setNewChatCount(newChatCount + 1)
    setIsDrawerOpen(false)
    void router.navigate({ to: '/' })
  }

  const { onShortcuts, shortcutsDialog } = useShortcutsDialog()
  useShortcut('newChat', onNewChat)

  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar
        session={session}
        onSwitch={({ id }) => switchTenant.mutate({ tenantId: id })}
        onNewChat={onNewChat}
        onOpenConversations={() => setIsDrawerOpen(true)}
        onShortcuts={onShortcuts}
        onSignOut={signOut}
      />
      {next ? (
        // The old tenant's chat leaves the page before the session changes: nothing of it can still be sent.
        <SwitchingTo tenant={next} />
      ) : (
        <TenantWorkspace
          key={`${session.person.id} ${tenant.id}`}
          personId={session.person.id}
          tenant={tenant}
          address={(conversationId ?? null) as ConversationId | null}
          newChatCount={newChatCount}
          onNewChat={onNewChat}
          isDrawerOpen={isDrawerOpen}
          onDrawer={setIsDrawerOpen}
          notice={switchTenant.isError ? words.switchFailed(tenant.name) : null}
        />
      )}
      {shortcutsDialog}
      <LiveRegion text={switchTenant.isSuccess ? words.workingAs(tenant.name) : ''} />
    </div>
  )
}

function SwitchingTo({ tenant }: { tenant: SessionView['tenant'] }) {
  return (
    <main className="flex-1 px-4 pt-[20vh] text-center text-ink-soft">{useWords(frame).switchingTo(tenant.name)}</main>
  )
}
