import type { SessionView } from '@coco/shared/identity-views'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { trpc } from '../../../lib/trpc.ts'
import { sendFile } from './send-file.ts'
import { createSending, isUnderWay, type Sending } from './sending.ts'

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
    })
    kept = { owner, sending: begun }
    return begun
  })
  const files = useSyncExternalStore(sending.onChange, sending.read)
  const isLeftAtACost = files.some((file) => file.state.is === 'waiting' || isUnderWay(file))
  useEffect(() => {
    if (!isLeftAtACost) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isLeftAtACost])
  return { files, sending }
}

function ownerOf(session: SessionView | null | undefined): string {
  return session ? `${session.person.id} ${session.tenant.id}` : 'nobody'
}
