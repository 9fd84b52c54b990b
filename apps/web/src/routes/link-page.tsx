import type { LinkView } from '@coco/shared/identity-views'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { JoinForm } from '../features/identity/join-form.tsx'
import { LinkForm } from '../features/identity/link-form.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { PageHeading } from '../ui/page-heading.tsx'

const linkRoute = getRouteApi('/link')

/** What a one-time link is for; or, when it was used or is too old, that it is not any more. */
export function LinkPage() {
  const found = linkRoute.useLoaderData()
  const navigate = linkRoute.useNavigate()
  const router = useRouter()
  const forgetSession = useForgetSession()
  usePageTitle(found ? titleOf(found.link) : 'Link')

  async function onSignedIn() {
    await forgetSession()
    await navigate({ to: '/', replace: true })
  }

  async function lookAgain() {
    await forgetSession()
    await router.invalidate()
  }

  return (
    <main className="mx-auto flex min-h-dvh max-w-(--container-card) flex-col justify-center px-4 py-12">
      <p className="mb-6 font-serif text-lg text-accent">Coco</p>
      {found ? (
        <>
          <PageHeading>{titleOf(found.link)}</PageHeading>
          <p className="mt-2 text-ink-soft">{introductionTo(found.link)}</p>
          {found.link.asksFor === 'new_password' ? (
            <LinkForm token={found.token} link={found.link} onSignedIn={() => void onSignedIn()} />
          ) : (
            <JoinForm
              token={found.token}
              link={found.link}
              session={found.session}
              onSignedIn={() => void onSignedIn()}
              onSessionEnded={() => void lookAgain()}
            />
          )}
          {found.link.asksFor === 'present_password' && found.session === null && (
            <p className="mt-4 text-sm text-ink-soft">
              Without a password of your own here? <SignInLink>Sign in</SignInLink> as you always do, and then open this
              link again.
            </p>
          )}
        </>
      ) : (
        <>
          <PageHeading>This link does not work any more</PageHeading>
          <p className="mt-2 text-ink-soft">
            It works once, and for a limited time. Ask whoever gave it to you for a new one. If you have chosen a
            password already, <SignInLink>sign in with it</SignInLink>.
          </p>
        </>
      )}
    </main>
  )
}

const TITLES: Record<LinkView['kind'], string> = {
  invitation: 'Welcome to Coco',
  password_reset: 'Choose a new password',
  setup: 'Set up Coco',
}

function titleOf({ kind, tenantName, asksFor }: LinkView): string {
  const name = tenantName ?? 'Coco'
  switch (asksFor) {
    case 'new_password':
      return TITLES[kind]
    case 'present_password':
      return `Sign in to join ${name}`
    case 'nothing':
      return `Join ${name}`
  }
}

function introductionTo({ kind, tenantName, asksFor }: LinkView): string {
  if (asksFor !== 'new_password') {
    return `You are invited to work in ${tenantName ?? 'Coco'} too, with the account that you have already.`
  }
  switch (kind) {
    case 'invitation':
      return `You are invited to work in ${tenantName ?? 'Coco'}. Choose a password, and you are in.`
    case 'password_reset':
      return 'With it you are signed in here. Everywhere else you will be asked to sign in again.'
    case 'setup':
      return 'Nobody has an account here yet. This makes the first: it may do everything, in every tenant.'
  }
}

function SignInLink({ children }: { children: string }) {
  return (
    <Link to="/sign-in" className="text-accent underline underline-offset-2">
      {children}
    </Link>
  )
}
