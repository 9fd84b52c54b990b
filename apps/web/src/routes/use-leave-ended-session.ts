import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { endSession, readSessionEnd, resumeSession } from '../lib/session-end.ts'
import { trpc } from '../lib/trpc.ts'

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
  const { client } = trpc.useUtils()
  return useCallback(async () => {
    if (isLeaving || router.state.location.pathname === '/sign-in') return
    if (router.state.matches.some(({ routeId }) => routeId === '/chat')) {
      if (readSessionEnd().isEnded) return
      // A refusal can arrive when somebody has signed in again since: then what was refused is asked anew.
      const session = await client.session.me.query().catch(() => null)
      return session === null ? endSession() : resumeSession()
    }
    isLeaving = true
    try {
      await forgetSession()
      await router.navigate({ to: '/sign-in', search: { ended: true } })
    } finally {
      isLeaving = false
    }
  }, [router, forgetSession, client])
}
