import type { SessionView } from '@coco/shared/identity-views'
import { useState, useSyncExternalStore } from 'react'
import { trpc } from '../../../lib/trpc.ts'
import { sendFile } from './send-file.ts'
import { createSending, type Sending } from './sending.ts'

/** One for the page, whatever part of it is looked at; another one when the session is. */
let kept: { owner: string; sending: Sending } | null = null

/** The files that this page sends for whoever is signed in. */
export function useSending(session: SessionView) {
  const utils = trpc.useUtils()
  const [sending] = useState(() => {
    const owner = ownerOf(session)
    if (kept?.owner === owner) return kept.sending
    kept?.sending.stop()
    const begun = createSending({
      send: sendFile,
      mayGoOn: () => ownerOf(utils.session.me.getData()) === owner,
      onEnded: () => utils.documents.uploads.invalidate(),
      onAtRisk: askBeforeLeaving,
    })
    kept = { owner, sending: begun }
    return begun
  })
  const files = useSyncExternalStore(sending.onChange, sending.read)
  return { files, sending }
}

/** The browser's own question, on whichever page of Coco. */
function askBeforeLeaving(isAtRisk: boolean) {
  if (isAtRisk) addEventListener('beforeunload', ask)
  else removeEventListener('beforeunload', ask)
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault()

function ownerOf(session: SessionView | null | undefined): string {
  return session ? `${session.person.id} ${session.tenant.id}` : 'nobody'
}
