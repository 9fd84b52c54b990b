import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { announceSessionChange } from '../../lib/session-channel.ts'

/** After the session has changed: forgets everything that was read with the old one, and asks who is here now. */
export function useSessionChange(): () => Promise<void> {
  const queryClient = useQueryClient()
  const router = useRouter()
  return useCallback(async () => {
    await queryClient.cancelQueries()
    queryClient.clear()
    announceSessionChange()
    await router.invalidate()
  }, [queryClient, router])
}
