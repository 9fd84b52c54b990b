import type { SessionView } from '@coco/shared/identity-views'
import { createRoute, redirect, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { forgetDrafts } from '../features/chat/draft-store.ts'
import { LiveRegion } from '../features/chat/live-region.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { trpc } from '../lib/trpc.ts'
import { rootRoute } from './root-route.tsx'
import { TenantChat } from './tenant-chat.tsx'
import { TopBar } from './top-bar.tsx'

export const chatRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const session = await context.utils.session.me.ensureData()
    if (!session) throw redirect({ to: '/sign-in' })
    return { session }
  },
  loader: ({ context }) => {
    // Fetched alongside, not waited for: one can write before the list is there.
    void context.utils.models.list.prefetch()
  },
  component: ChatRoute,
})

function ChatRoute() {
  const { session } = chatRoute.useRouteContext()
  const [chatNumber, setChatNumber] = useState(1)
  const router = useRouter()
  const forgetSession = useForgetSession()
  const signOut = trpc.session.signOut.useMutation({
    onSuccess: async () => {
      forgetDrafts(session.person.id)
      await forgetSession()
      await router.navigate({ to: '/sign-in' })
    },
  })
  const switchTenant = trpc.session.switchTenant.useMutation({
    onSettled: async () => {
      await forgetSession()
      await router.invalidate()
    },
  })
  const { tenant } = session
  const next = switchTenant.isPending ? session.tenants.find(({ id }) => id === switchTenant.variables.tenantId) : null

  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar
        session={session}
        onSwitch={({ id }) => switchTenant.mutate({ tenantId: id })}
        onNewChat={() => setChatNumber(chatNumber + 1)}
        onSignOut={() => signOut.mutate()}
      />
      {next ? (
        // The old tenant's chat leaves the page before the session changes: nothing of it can still be sent.
        <SwitchingTo tenant={next} />
      ) : (
        <TenantChat
          key={`${session.person.id} ${tenant.id} ${chatNumber}`}
          personId={session.person.id}
          tenant={tenant}
          notice={switchTenant.isError ? `Switching did not work. You are still working as ${tenant.name}.` : null}
        />
      )}
      <LiveRegion text={switchTenant.isSuccess ? `You are working as ${tenant.name}.` : ''} />
    </div>
  )
}

function SwitchingTo({ tenant }: { tenant: SessionView['tenant'] }) {
  return <main className="flex-1 px-4 pt-[20vh] text-center text-ink-soft">Switching to {tenant.name}…</main>
}
