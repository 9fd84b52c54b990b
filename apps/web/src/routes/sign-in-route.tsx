import { createRoute, redirect } from '@tanstack/react-router'
import { Info, TriangleAlert } from 'lucide-react'
import { NobodyCanSignIn } from '../features/identity/nobody-can-sign-in.tsx'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { SignInCard } from '../features/identity/sign-in-card.tsx'
import { failureOfError } from '../lib/failure.ts'
import { failureSentence } from '../lib/failure-sentence.ts'
import { trpc } from '../lib/trpc.ts'
import { Notice } from '../ui/notice.tsx'
import { rootRoute } from './root-route.tsx'

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { ended?: true } => (search.ended === true ? { ended: true } : {}),
  beforeLoad: async ({ context }) => {
    if (await context.utils.session.me.ensureData()) throw redirect({ to: '/' })
  },
  loader: ({ context }) => context.utils.session.options.ensureData(),
  component: SignInPage,
})

function SignInPage() {
  const { people } = signInRoute.useLoaderData()
  const { ended } = signInRoute.useSearch()
  const navigate = signInRoute.useNavigate()
  const forgetSession = useForgetSession()
  const signIn = trpc.session.signInLocally.useMutation({
    onSuccess: async () => {
      await forgetSession()
      await navigate({ to: '/' })
    },
  })

  return (
    <main className="mx-auto flex min-h-dvh max-w-(--container-card) flex-col justify-center px-4 py-12">
      <p className="font-serif text-lg text-accent">Coco</p>
      {people.length > 0 ? (
        <>
          <h1 className="mt-6 font-serif text-2xl text-balance">Who is working today?</h1>
          <p className="mt-2 text-ink-soft">
            This is a local Coco with people to try it as. Each tenant has its own key and its own models in Snowflake.
          </p>
          {ended && (
            <div className="mt-5">
              <Notice icon={Info} tone="calm">
                Your session has ended. Sign in again to go on; the text that you had not sent is kept.
              </Notice>
            </div>
          )}
          <ul className="mt-6 flex flex-col gap-2.5">
            {people.map((person) => (
              <li key={person.id}>
                <SignInCard
                  person={person}
                  isBusy={signIn.isPending}
                  onChoose={() => signIn.mutate({ personId: person.id })}
                />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <NobodyCanSignIn />
      )}
      {signIn.error && (
        <div className="mt-5">
          <Notice icon={TriangleAlert} tone="danger">
            <p role="alert">
              {failureSentence(failureOfError(signIn.error), { tenant: 'This tenant', model: 'the model' })}
            </p>
          </Notice>
        </div>
      )}
    </main>
  )
}
