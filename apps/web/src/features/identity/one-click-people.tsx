import type { SeededPerson, SessionView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { SignInCard } from './sign-in-card.tsx'

/** The people of local mode, to sign in as with one click. */
export function OneClickPeople({
  people,
  onSignedIn,
}: {
  people: SeededPerson[]
  onSignedIn: (session: SessionView) => void
}) {
  const signIn = trpc.session.signInLocally.useMutation({ onSuccess: onSignedIn })
  return (
    <>
      <ul className="flex flex-col gap-2.5">
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
      {signIn.error && (
        <div className="mt-4">
          <Alert text={errorSentence(signIn.error)} />
        </div>
      )}
    </>
  )
}
