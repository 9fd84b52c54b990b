import type { SessionView } from '@coco/shared/identity-views'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Info, TriangleAlert } from 'lucide-react'
import { wasLastPerson } from '../features/identity/last-person.ts'
import { OneClickPeople } from '../features/identity/one-click-people.tsx'
import { SetupNote } from '../features/identity/setup-note.tsx'
import { SignInForm } from '../features/identity/sign-in-form.tsx'
import { signInProblem } from '../features/identity/sign-in-problem.ts'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { signIn } from '../words/en/sign-in.ts'
import { useWords } from '../words/language.ts'

const signInRoute = getRouteApi('/sign-in')

/** Every way in that the server offers: one click, a password, an identity provider. */
export function SignInPage() {
  const words = useWords(signIn)
  const { people, password, provider, needsSetup } = signInRoute.useLoaderData()
  const { ended, problem } = signInRoute.useSearch()
  const router = useRouter()
  const navigate = signInRoute.useNavigate()
  const forgetSession = useForgetSession()
  usePageTitle(words.signIn)
  const isLocal = people.length > 0
  const problemSentence = signInProblem(problem, provider)

  async function onSignedIn({ person }: SessionView) {
    await forgetSession()
    if (ended && wasLastPerson(person.id) && router.history.canGoBack()) router.history.back()
    else await navigate({ to: '/' })
  }

  return (
    <main className="mx-auto flex min-h-dvh max-w-(--container-card) flex-col justify-center px-4 py-12">
      <p className="mb-6 font-serif text-lg text-accent">Coco</p>
      <PageHeading>{isLocal ? words.whoIsWorking : words.signIn}</PageHeading>
      {isLocal && <p className="mt-2 text-ink-soft">{words.localCoco}</p>}
      <div className="mt-6 flex flex-col gap-6">
        {ended && (
          <Notice icon={Info} tone="calm">
            {words.hasEnded}
          </Notice>
        )}
        {problemSentence !== null && (
          <Notice icon={TriangleAlert} tone="danger">
            <p role="alert">{problemSentence}</p>
          </Notice>
        )}
        {needsSetup && !isLocal && <SetupNote />}
        {isLocal && <OneClickPeople people={people} onSignedIn={(session) => void onSignedIn(session)} />}
        {provider && (
          <a
            href={provider.path}
            className="touch-target inline-flex min-h-11 items-center justify-center rounded-md border border-line-strong bg-raised px-3 text-sm font-medium transition-colors duration-(--duration-fast) hover:border-ink-soft"
          >
            {words.signInWith(provider.name)}
          </a>
        )}
        {password && (isLocal || provider) && <Or />}
        {password && <SignInForm onSignedIn={(session) => void onSignedIn(session)} />}
      </div>
    </main>
  )
}

function Or() {
  return (
    <p className="flex items-center gap-3 text-sm text-ink-faint">
      <span aria-hidden className="h-px flex-1 bg-line" />
      {useWords(signIn).orWithPassword}
      <span aria-hidden className="h-px flex-1 bg-line" />
    </p>
  )
}
