import type { LinkView } from '@coco/shared/identity-views'
import { getRouteApi, Link } from '@tanstack/react-router'
import { LinkForm } from '../features/identity/link-form.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { PageHeading } from '../ui/page-heading.tsx'

const linkRoute = getRouteApi('/link')

/** What a one-time link is for; or, when it was used or is too old, that it is not any more. */
export function LinkPage() {
  const found = linkRoute.useLoaderData()
  const navigate = linkRoute.useNavigate()
  const forgetSession = useForgetSession()
  usePageTitle(found ? TITLES[found.link.kind] : 'Link')

  async function onSignedIn() {
    await forgetSession()
    await navigate({ to: '/', replace: true })
  }

  return (
    <main className="mx-auto flex min-h-dvh max-w-(--container-card) flex-col justify-center px-4 py-12">
      <p className="mb-6 font-serif text-lg text-accent">Coco</p>
      {found ? (
        <>
          <PageHeading>{TITLES[found.link.kind]}</PageHeading>
          <p className="mt-2 text-ink-soft">{introductionTo(found.link)}</p>
          <LinkForm token={found.token} link={found.link} onSignedIn={() => void onSignedIn()} />
        </>
      ) : (
        <>
          <PageHeading>This link does not work any more</PageHeading>
          <p className="mt-2 text-ink-soft">
            It works once, and for a limited time. Ask whoever gave it to you for a new one. If you have chosen a
            password already, <SignInLink />.
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

function introductionTo({ kind, tenantName }: LinkView): string {
  switch (kind) {
    case 'invitation':
      return `You are invited to work in ${tenantName ?? 'Coco'}. Choose a password, and you are in.`
    case 'password_reset':
      return 'With it you are signed in here. Everywhere else you will be asked to sign in again.'
    case 'setup':
      return 'Nobody has an account here yet. This makes the first: it may do everything, in every tenant.'
  }
}

function SignInLink() {
  return (
    <Link to="/sign-in" className="text-accent underline underline-offset-2">
      sign in with it
    </Link>
  )
}
