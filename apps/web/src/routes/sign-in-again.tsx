import type { SessionView } from '@coco/shared/identity-views'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { OneClickPeople } from '../features/identity/one-click-people.tsx'
import { SignInForm } from '../features/identity/sign-in-form.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { announceSessionChange, onSessionChange } from '../lib/session-channel.ts'
import { abandonSession, resumeSession } from '../lib/session-end.ts'
import { trpc } from '../lib/trpc.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { trouble } from '../words/en/trouble.ts'
import { useWords } from '../words/language.ts'

/** Over the page of a session that has ended: the same person in the same tenant goes on, for anybody else it is emptied. */
export function SignInAgain({ session }: { session: SessionView }) {
  const words = useWords(trouble).signInAgain
  const options = trpc.session.options.useQuery()
  const { people = [], password = false, provider = null } = options.data ?? {}
  const { onSignedIn, onLeave } = useGoOn(session)
  const whyRef = useRef<HTMLParagraphElement>(null)
  // It comes over what somebody is just writing: their next Enter is to press nothing here.
  useEffect(() => whyRef.current?.focus(), [])

  return (
    <Dialog title={words.title} look="card" openedBy={null} onClose={onLeave}>
      <p ref={whyRef} tabIndex={-1} className="mt-2 text-ink-soft outline-none">
        {words.why}
      </p>
      <div className="mt-5 flex flex-col gap-5">
        <OneClickPeople people={people} onSignedIn={onSignedIn} />
        {provider && (
          <div>
            <a
              href={provider.path}
              target="_blank"
              rel="noopener"
              className="touch-target inline-flex min-h-11 items-center justify-center gap-2 rounded-md border border-line-strong bg-raised px-3 text-sm font-medium transition-colors duration-(--duration-fast) hover:border-ink-soft"
            >
              <ExternalLink aria-hidden size={16} strokeWidth={1.75} />
              {words.elsewhere(provider.name)}
            </a>
            <p className="mt-2 text-sm text-ink-soft">{words.comeBack}</p>
          </div>
        )}
        {password && <SignInForm onSignedIn={onSignedIn} />}
        <Button look="quiet" onClick={onLeave}>
          {words.leave}
        </Button>
      </div>
    </Dialog>
  )
}

/** What becomes of the page, whichever way somebody signs in: here, in another tab, or not at all. */
function useGoOn({ person, tenant }: SessionView) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const utils = trpc.useUtils()
  const forgetSession = useForgetSession()
  const { mutateAsync: switchTenant } = trpc.session.switchTenant.useMutation()

  const settle = useCallback(
    async (signedIn: SessionView) => {
      if (signedIn.person.id !== person.id || signedIn.tenant.id !== tenant.id) {
        await forgetSession()
        abandonSession()
        await router.navigate({ to: '/', replace: true })
        await router.invalidate()
        return
      }
      utils.session.me.setData(undefined, signedIn)
      resumeSession()
      announceSessionChange('resumed')
      await queryClient.invalidateQueries()
    },
    [person.id, tenant.id, router, queryClient, utils, forgetSession],
  )

  const onSignedIn = useCallback(
    async (signedIn: SessionView) => {
      const isElsewhere = signedIn.person.id === person.id && signedIn.tenant.id !== tenant.id
      const mayReturn = isElsewhere && signedIn.tenants.some(({ id }) => id === tenant.id)
      await settle(mayReturn ? await switchTenant({ tenantId: tenant.id }).catch(() => signedIn) : signedIn)
    },
    [person.id, tenant.id, settle, switchTenant],
  )

  // Somebody who signed in in another tab, at the identity provider for example, comes back to this one.
  useEffect(() => {
    const look = async () => {
      const signedIn = await utils.client.session.me.query().catch(() => null)
      if (signedIn) await settle(signedIn)
    }
    const onReturn = () => void (document.visibilityState === 'visible' && look())
    const endListening = onSessionChange(() => void look())
    addEventListener('focus', onReturn)
    document.addEventListener('visibilitychange', onReturn)
    return () => {
      endListening()
      removeEventListener('focus', onReturn)
      document.removeEventListener('visibilitychange', onReturn)
    }
  }, [utils, settle])

  const onLeave = useCallback(async () => {
    await forgetSession()
    await router.navigate({ to: '/sign-in', search: { ended: true } })
    abandonSession()
  }, [router, forgetSession])

  return {
    onSignedIn: (signedIn: SessionView) => void onSignedIn(signedIn),
    onLeave: useCallback(() => void onLeave(), [onLeave]),
  }
}
