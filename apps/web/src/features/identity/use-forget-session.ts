import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { announceSessionChange } from '../../lib/session-channel.ts'

/** For whenever the session became another one: nothing that was read with the old one stays, here or in other tabs. */
export function useForgetSession() {
  const queryClient = useQueryClient()
  return useCallback(async () => {
    await queryClient.cancelQueries()
    queryClient.clear()
    announceSessionChange()
  }, [queryClient])
}
