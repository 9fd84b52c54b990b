import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useForgetSession } from '../features/identity/use-forget-session.ts'

/** For a session of somebody else, or in another tenant: nothing that was read stays, and a conversation has no address there. */
export function useBeginAnew(): () => Promise<void> {
  const router = useRouter()
  const forgetSession = useForgetSession()
  return useCallback(async () => {
    await forgetSession()
    await router.navigate({ to: '/', replace: true })
    await router.invalidate()
  }, [router, forgetSession])
}
