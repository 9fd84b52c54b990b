import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { failureOfError } from '../lib/failure.ts'
import { useLeaveEndedSession } from './use-leave-ended-session.ts'

/**
 * Leads to where one signs in as soon as a call is told that the session is over: ended elsewhere, or by its age. Of the
 * `mutations` only a page knows whether something typed has to be saved first, so whoever asks names what is watched.
 */
export function useOnSessionEnd(watched: 'queries' | 'mutations') {
  const queryClient = useQueryClient()
  const leave = useLeaveEndedSession()

  useEffect(() => {
    const onError = (error: unknown) => {
      if (failureOfError(error).code === 'not_signed_in') void leave()
    }
    if (watched === 'queries') {
      return queryClient.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error') onError(event.action.error)
      })
    }
    return queryClient.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') onError(event.action.error)
    })
  }, [queryClient, leave, watched])
}
