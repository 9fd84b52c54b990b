import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { failureOfError } from '../lib/failure.ts'

/**
 * Leads to where one signs in as soon as a call is told that the session is over: ended elsewhere, or by its age. Of the
 * `mutations` only a page knows whether something typed has to be saved first, so whoever asks names what is watched.
 */
export function useOnSessionEnd(watched: 'queries' | 'mutations') {
  const queryClient = useQueryClient()
  const router = useRouter()
  const forgetSession = useForgetSession()

  useEffect(() => {
    async function leave() {
      await forgetSession()
      await router.navigate({ to: '/sign-in', search: { ended: true } })
    }
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
  }, [queryClient, router, forgetSession, watched])
}
