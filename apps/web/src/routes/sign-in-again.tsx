import type { SessionView } from '@coco/shared/identity-views'
import { ExternalLink } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { OneClickPeople } from '../features/identity/one-click-people.tsx'
import { SignInForm } from '../features/identity/sign-in-form.tsx'
import { trpc } from '../lib/trpc.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { trouble } from '../words/en/trouble.ts'
import { useWords } from '../words/language.ts'
import { useGoOn } from './use-go-on.ts'

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
