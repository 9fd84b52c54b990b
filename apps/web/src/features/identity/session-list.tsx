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
import { describeDevice } from './describe-device.ts'

const METHODS: Record<OwnSession['method'], string> = {
  password: 'with a password',
  oidc: 'at the identity provider',
  local: 'with one click',
}

/** Wherever one is signed in, this browser first. Any of them can be ended from here. */
export function SessionList({ onSignOut }: { onSignOut: () => void }) {
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
        Where you are signed in
      </h2>
      <div className="mt-3 flex flex-col gap-3">
        <Alert text={errorSentence(sessions.error ?? revoke.error)} />
        <Outcome text={revoke.isSuccess ? 'That session has ended.' : null} />
      </div>
      {sessions.isPending && <p className="mt-3 text-sm text-ink-soft">Looking…</p>}
      <ul className="mt-1 divide-y divide-line">
        {ordered.map((session) => (
          <li key={session.id} className="flex items-start gap-4 py-4">
            <SessionFacts session={session} />
            {session.isCurrent ? (
              <Button look="outline" onClick={onSignOut}>
                Sign out
              </Button>
            ) : (
              <Button
                look="outline"
                aria-label={`End the session on ${describeDevice(session.userAgent)}`}
                aria-disabled={revoke.isPending}
                onClick={() => {
                  if (!revoke.isPending) revoke.mutate({ sessionId: session.id })
                }}
              >
                End
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
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        {describeDevice(session.userAgent)}
        {session.isCurrent && <Tag tone="accent">This browser</Tag>}
      </p>
      <p className="text-sm text-ink-soft">
        Working as {session.tenant.name}
        {session.address !== null && `, from ${session.address}`}
      </p>
      <p className="text-sm text-ink-soft">
        Last seen <Moment at={session.lastSeenAt} />, signed in {METHODS[session.method]} on{' '}
        <Moment at={session.startedAt} />
      </p>
    </div>
  )
}
