import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type SessionNews, tellOtherTabs } from '../../lib/session-channel.ts'

/** For whenever the session became another one: nothing that was read with the old one stays, here or in other tabs. */
export function useForgetSession() {
  const queryClient = useQueryClient()
  return useCallback(
    async (news: SessionNews = { is: 'changed' }) => {
      await queryClient.cancelQueries()
      queryClient.clear()
      tellOtherTabs(news)
    },
    [queryClient],
  )
}
