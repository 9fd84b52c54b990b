import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { abandonSession, endSession, readSessionEnd, resumeSession } from '../lib/session-end.ts'
import { trpc } from '../lib/trpc.ts'
import { isSameSession, shownSession } from './shown-session.ts'
import { useBeginAnew } from './use-begin-anew.ts'

/** One page, one way out: several calls learn at once that the session is over. */
let isLeaving = false

/**
 * In the chat one signs in again over the page; from elsewhere this leads to where one signs in, once: the page that is left
 * goes on asking until it is gone, and forgetting the session anew for each refusal would call off what the sign-in page is
 * asking for.
 */
export function useLeaveEndedSession(): () => Promise<void> {
  const router = useRouter()
  const forgetSession = useForgetSession()
  const beginAnew = useBeginAnew()
  const { client } = trpc.useUtils()
  return useCallback(async () => {
    if (isLeaving || router.state.location.pathname === '/sign-in') return
    isLeaving = true
    try {
      if (!isInChat()) await goToSignIn()
      else if (!readSessionEnd().isEnded) await look()
    } finally {
      isLeaving = false
    }

    function isInChat() {
      return router.state.matches.some(({ routeId }) => routeId === '/chat')
    }

    async function look() {
      const shown = shownSession(router)
      // A refusal can arrive when somebody has signed in again since: for the same person what was refused is asked anew.
      const session = await client.session.me.query().catch(() => 'unknown' as const)
      if (session === 'unknown' || !isInChat()) return
      if (session === null) endSession()
      else if (shown && isSameSession(session, shown)) resumeSession()
      else await beginAnew()
    }

    async function goToSignIn() {
      abandonSession()
      await forgetSession()
      await router.navigate({ to: '/sign-in', search: { ended: true } })
    }
  }, [router, forgetSession, beginAnew, client])
}
