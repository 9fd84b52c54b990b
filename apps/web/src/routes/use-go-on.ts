import type { SessionView } from '@coco/shared/identity-views'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { onSessionNews, tellOtherTabs } from '../lib/session-channel.ts'
import { abandonSession, readSessionEnd, resumeSession } from '../lib/session-end.ts'
import { trpc } from '../lib/trpc.ts'
import { isSameSession } from './shown-session.ts'
import { useBeginAnew } from './use-begin-anew.ts'

/** What becomes of a page whose session has ended, whichever way somebody signs in: here, in another tab, or not at all. */
export function useGoOn(ended: SessionView) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const utils = trpc.useUtils()
  const forgetSession = useForgetSession()
  const beginAnew = useBeginAnew()
  const { mutateAsync: switchTenant } = trpc.session.switchTenant.useMutation()
  /** The focus, the page coming into sight and another tab tell of one sign-in at once. */
  const isSettling = useRef(false)

  const settle = useCallback(
    async (signedIn: SessionView) => {
      if (isSettling.current || !readSessionEnd().isEnded) return
      isSettling.current = true
      try {
        const session = mayReturn(signedIn, ended)
          ? await switchTenant({ tenantId: ended.tenant.id }).catch(() => signedIn)
          : signedIn
        if (!isSameSession(session, ended)) {
          await beginAnew()
          // Not before: until then it is the page of whoever was here, and nobody's to work on.
          abandonSession()
          return
        }
        utils.session.me.setData(undefined, session)
        resumeSession()
        tellOtherTabs({ is: 'in use', personId: session.person.id, tenantId: session.tenant.id })
        await queryClient.invalidateQueries()
      } finally {
        isSettling.current = false
      }
    },
    [ended, queryClient, utils, switchTenant, beginAnew],
  )

  // Somebody who signed in in another tab, at the identity provider for example, comes back to this one; or has done so
  // before anybody was asked here.
  useEffect(() => {
    const look = async () => {
      const signedIn = await utils.client.session.me.query().catch(() => null)
      if (signedIn) await settle(signedIn)
    }
    const onReturn = () => void (document.visibilityState === 'visible' && look())
    const endListening = onSessionNews(() => void look())
    addEventListener('focus', onReturn)
    document.addEventListener('visibilitychange', onReturn)
    void look()
    return () => {
      endListening()
      removeEventListener('focus', onReturn)
      document.removeEventListener('visibilitychange', onReturn)
    }
  }, [utils, settle])

  const onLeave = useCallback(async () => {
    await forgetSession()
    await router.navigate({ to: '/sign-in', search: { ended: true } })
    abandonSession()
  }, [router, forgetSession])

  return {
    onSignedIn: useCallback((signedIn: SessionView) => void settle(signedIn), [settle]),
    onLeave: useCallback(() => void onLeave(), [onLeave]),
  }
}

/** The same person, signed in to another of their tenants than the page is of. */
function mayReturn(signedIn: SessionView, { person, tenant }: SessionView): boolean {
  return (
    signedIn.person.id === person.id &&
    signedIn.tenant.id !== tenant.id &&
    signedIn.tenants.some(({ id }) => id === tenant.id)
  )
}
