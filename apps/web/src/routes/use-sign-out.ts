import type { SessionView } from '@coco/shared/identity-views'
import { useNavigate } from '@tanstack/react-router'
import { forgetDrafts } from '../features/chat/composer/draft-store.ts'
import { forgetPerson } from '../features/identity/last-person.ts'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { forgetModels } from '../features/models/remembered-model.ts'
import { trpc } from '../lib/trpc.ts'

/** Signs out and leaves nothing of this person in the browser. */
export function useSignOut({ person }: SessionView): () => void {
  const navigate = useNavigate()
  const forgetSession = useForgetSession()
  const signOut = trpc.session.signOut.useMutation({
    async onSuccess() {
      forgetDrafts(person.id)
      forgetModels(person.id)
      forgetPerson()
      await forgetSession()
      await navigate({ to: '/sign-in' })
    },
  })
  return () => signOut.mutate()
}
