import type { SessionView } from '@coco/shared/identity-views'
import type { ConversationId } from '@coco/shared/ids'
import { getRouteApi, useParams, useRouter } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { focusMessageField } from '../features/chat/composer/message-field.ts'
import { LiveRegion } from '../features/chat/live-region.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { useIsWide } from '../lib/is-wide.ts'
import { trpc } from '../lib/trpc.ts'
import { abandonSession, useSessionEnd } from '../lib/session-end.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { SkipButton } from '../ui/skip-button.tsx'
import { frame } from '../words/en/frame.ts'
import { useWords } from '../words/language.ts'
import { NewVersionNotice } from './new-version-notice.tsx'
import { TenantWorkspace } from './tenant-workspace.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcutsDialog } from './use-shortcuts-dialog.tsx'
import { useListDrawer } from './use-list-drawer.ts'
import { useSignOut } from './use-sign-out.ts'

const SignInAgain = lazy(async () => {
  const { SignInAgain: component } = await import('./sign-in-again.tsx')
  return { default: component }
})

const chatRoute = getRouteApi('/chat')

/** The chat of the present tenant under the bar, with what concerns the whole of it: new chat, another tenant, the way out. */
export function ChatPage(): ReactNode {
  const words = useWords(frame)
  const { session } = chatRoute.useRouteContext()
  const { conversationId } = useParams({ strict: false })
  const router = useRouter()
  const forgetSession = useForgetSession()
  const signOut = useSignOut(session)
  const isWide = useIsWide()
  const drawer = useListDrawer(isWide)
  const [newChatCount, setNewChatCount] = useState(0)
  const { tenant } = session
  const { isEnded } = useSessionEnd()
  // Whoever leaves the page is asked elsewhere, and not over the next one.
  useEffect(() => abandonSession, [])
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
    void router.navigate({ to: '/' })
  }

  const { onShortcuts, shortcutsDialog } = useShortcutsDialog()
  useShortcut('newChat', onNewChat)

  return (
    <div className="flex min-h-dvh flex-col">
      <SkipButton onSkip={focusMessageField}>{words.toMessageField}</SkipButton>
      <TopBar
        session={session}
        onSwitch={({ id }) => switchTenant.mutate({ tenantId: id })}
        onNewChat={onNewChat}
        onOpenConversations={drawer.open}
        onShortcuts={onShortcuts}
        onSignOut={signOut}
      />
      <NewVersionNotice />
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
          isWide={isWide}
          drawer={drawer}
          notice={switchTenant.isError ? words.switchFailed(tenant.name) : null}
        />
      )}
      {shortcutsDialog}
      {isEnded && (
        <Suspense fallback={null}>
          <SignInAgain session={session} />
        </Suspense>
      )}
      <LiveRegion text={switchTenant.isSuccess ? words.workingAs(tenant.name) : ''} />
    </div>
  )
}

function SwitchingTo({ tenant }: { tenant: SessionView['tenant'] }) {
  return (
    <main className="flex-1 px-4 pt-[20vh] text-center text-ink-soft">{useWords(frame).switchingTo(tenant.name)}</main>
  )
}
