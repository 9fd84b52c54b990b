import type { OwnSession } from '@coco/shared/identity-views'
import { useRef } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TimeZoneNote } from '../../ui/time-zone-note.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { parts } from '../../words/en/parts.ts'
import { settings } from '../../words/en/settings.ts'
import { useWords } from '../../words/language.ts'
import { describeDevice } from './describe-device.ts'

/** Wherever one is signed in, this browser first. Any of them can be ended from here. */
export function SessionList({ onSignOut }: { onSignOut: () => void }) {
  const words = useWords(settings)
  const { looking } = useWords(parts)
  const sessions = trpc.session.list.useQuery()
  const utils = trpc.useUtils()
  const headingRef = useRef<HTMLHeadingElement>(null)
  const revoke = trpc.session.revoke.useMutation({
    async onSuccess() {
      await utils.session.list.invalidate()
      // The button is gone with its row.
      headingRef.current?.focus()
    },
  })
  const ordered = (sessions.data ?? []).toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))

  return (
    <>
      <h2 ref={headingRef} tabIndex={-1} className="font-serif text-xl outline-none">
        {words.whereSignedIn}
      </h2>
      <div className="mt-3 flex flex-col gap-3">
        <Alert text={errorSentence(sessions.error ?? revoke.error)} />
        <Outcome text={revoke.isSuccess ? words.sessionEnded : null} />
      </div>
      {sessions.isPending && <p className="mt-3 text-sm text-ink-soft">{looking}</p>}
      <ul className="mt-1 divide-y divide-line">
        {ordered.map((session) => (
          <li key={session.id} className="flex items-start gap-4 py-4">
            <SessionFacts session={session} />
            {session.isCurrent ? (
              <Button look="outline" onClick={onSignOut}>
                {words.signOut}
              </Button>
            ) : (
              <Button
                look="outline"
                aria-label={words.endSessionOn(describeDevice(session.userAgent))}
                aria-disabled={revoke.isPending}
                onClick={() => {
                  if (!revoke.isPending) revoke.mutate({ sessionId: session.id })
                }}
              >
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.data && <TimeZoneNote />}
    </>
  )
}

function SessionFacts({ session }: { session: OwnSession }) {
  const words = useWords(settings)
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        {describeDevice(session.userAgent)}
        {session.isCurrent && <Tag tone="accent">{words.thisBrowser}</Tag>}
      </p>
      <p className="text-sm text-ink-soft">
        {session.address === null
          ? words.workingAs(session.tenant.name)
          : words.workingAsFrom(session.tenant.name, session.address)}
      </p>
      <p className="text-sm text-ink-soft">
        <Sentence
          say={words.seen[session.method]}
          parts={[<Moment key="last" at={session.lastSeenAt} />, <Moment key="first" at={session.startedAt} />]}
        />
      </p>
    </div>
  )
}
