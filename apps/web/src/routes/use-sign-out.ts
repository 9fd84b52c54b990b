import type { SessionView } from '@coco/shared/identity-views'
import { useNavigate } from '@tanstack/react-router'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { trpc } from '../lib/trpc.ts'
import { forgetPerson } from './forget-person.ts'
import { signOutInFront } from './let-in.ts'

/** Signs out and leaves nothing of this person in the browser. */
export function useSignOut({ person }: SessionView): () => void {
  const navigate = useNavigate()
  const forgetSession = useForgetSession()
  const utils = trpc.useUtils()
  const signOut = trpc.session.signOut.useMutation({
    async onSuccess() {
      forgetPerson(person.id)
      const options = utils.session.options.getData()
      await forgetSession({ is: 'signed out', personId: person.id })
      if (!signOutInFront(options?.provider ?? null)) await navigate({ to: '/sign-in' })
      forgetPerson(person.id)
    },
  })
  async function leave() {
    // Before, not after: between the end of the session and leaving, the page that is still there would learn of it.
    await utils.session.options.ensureData().catch(() => null)
    signOut.mutate()
  }
  return () => void leave()
}
