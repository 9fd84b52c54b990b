import type { LinkView } from '@coco/shared/identity-views'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { JoinForm } from '../features/identity/join-form.tsx'
import { LinkForm } from '../features/identity/link-form.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { PageHeading } from '../ui/page-heading.tsx'
import { Sentence } from '../ui/sentence.tsx'
import { link as linkWords } from '../words/en/link.ts'
import { useWords, wordsOf } from '../words/language.ts'

const linkRoute = getRouteApi('/link')

/** What a one-time link is for; or, when it was used or is too old, that it is not any more. */
export function LinkPage() {
  const words = useWords(linkWords)
  const found = linkRoute.useLoaderData()
  const navigate = linkRoute.useNavigate()
  const router = useRouter()
  const forgetSession = useForgetSession()
  usePageTitle(found ? titleOf(found.link) : words.link)

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
              <Sentence say={words.withoutPassword} parts={[<SignInLink key="in">{words.signIn}</SignInLink>]} />
            </p>
          )}
        </>
      ) : (
        <>
          <PageHeading>{words.isOver}</PageHeading>
          <p className="mt-2 text-ink-soft">
            <Sentence say={words.howLong} parts={[<SignInLink key="in">{words.signInWithIt}</SignInLink>]} />
          </p>
        </>
      )}
    </main>
  )
}

function titleOf({ kind, tenantName, asksFor }: LinkView): string {
  const { titles } = wordsOf(linkWords)
  const name = tenantName ?? 'Coco'
  switch (asksFor) {
    case 'new_password':
      return titles[kind]
    case 'present_password':
      return titles.signInToJoin(name)
    case 'nothing':
      return titles.join(name)
  }
}

function introductionTo({ kind, tenantName, asksFor }: LinkView): string {
  const { introductions } = wordsOf(linkWords)
  const name = tenantName ?? 'Coco'
  if (asksFor !== 'new_password') return introductions.join(name)
  return kind === 'invitation' ? introductions.invitation(name) : introductions[kind]
}

function SignInLink({ children }: { children: string }) {
  return (
    <Link to="/sign-in" className="text-accent underline underline-offset-2">
      {children}
    </Link>
  )
}
