import type { SessionView } from '@coco/shared/identity-views'
import type { UploadView } from '@coco/shared/document-views'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { trpc } from '../../../lib/trpc.ts'
import { Alert } from '../../../ui/alert.tsx'
import { focusPageHeading } from '../../../ui/page-heading.tsx'
import { uploads as section } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { keepingSentence } from '../document-failure.ts'
import { ReviewDialog } from '../reviewing/review-dialog.tsx'
import { AddFiles, PASTE_ID } from './add-files.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { SentRow } from './sent-row.tsx'
import { reviewButtonId, uploadRowId, UploadRow } from './upload-row.tsx'
import { useSending } from './use-sending.ts'
import { useUploadActions } from './use-upload-actions.ts'
import { useUploads } from './use-uploads.ts'

type Open = { kind: 'nothing' } | { kind: 'paste' } | { kind: 'review'; id: UploadView['id']; openedBy: string }

/** For whoever may keep documents: the ways in, and every file that is on its way. */
export function UploadArea({ session }: { session: SessionView }) {
  const words = useWords(section)
  const utils = trpc.useUtils()
  const { files, sending } = useSending(session)
  const { list, uploads, news } = useUploads(true)
  const [open, setOpen] = useState<Open>({ kind: 'nothing' })
  const actions = useUploadActions()
  // The server's row of a file that this page still waits for would be a second one of the same.
  const awaited = new Set(files.flatMap(({ state, fileName }) => (state.is === 'reading' ? [fileName] : [])))
  const rows = uploads.filter(({ state, fileName }) => state !== 'reading' || !awaited.has(fileName ?? ''))

  /** The dialog is done with; what opened it may be gone with the state that it was for. */
  async function finish(id: UploadView['id']) {
    await utils.documents.uploads.invalidate()
    flushSync(() => setOpen({ kind: 'nothing' }))
    const row = document.getElementById(uploadRowId({ id }))
    if (row) row.focus()
    else focusPageHeading()
  }

  return (
    <>
      <AddFiles onFiles={sending.add} onPaste={() => setOpen({ kind: 'paste' })} />
      <p role="status" className="sr-only">
        {news}
      </p>
      <Alert text={keepingSentence(actions.error ?? list.error)} />
      {files.length + rows.length > 0 && (
        <section aria-label={words.heading}>
          <h2 className="mb-2 text-sm font-medium text-ink-soft">{words.heading}</h2>
          <ul className="divide-y divide-line border-y border-line">
            {files.map((file) => (
              <SentRow
                key={file.key}
                file={file}
                onRetry={() => sending.retry(file.key)}
                onDismiss={() => {
                  flushSync(() => sending.dismiss(file.key))
                  focusPageHeading()
                }}
              />
            ))}
            {rows.map((upload) => (
              <UploadRow
                key={upload.id}
                upload={upload}
                onReview={() => setOpen({ kind: 'review', id: upload.id, openedBy: reviewButtonId(upload) })}
                onRetry={() => void actions.keep(upload, () => document.getElementById(uploadRowId(upload))?.focus())}
                onDiscard={() => void actions.discard(upload, focusPageHeading)}
              />
            ))}
          </ul>
        </section>
      )}
      {open.kind === 'paste' && (
        <PasteDialog
          owner={{ personId: session.person.id, tenantId: session.tenant.id }}
          onClose={() => setOpen({ kind: 'nothing' })}
          onRead={({ id, state }) => {
            void utils.documents.uploads.invalidate()
            setOpen(state === 'ready' ? { kind: 'review', id, openedBy: PASTE_ID } : { kind: 'nothing' })
          }}
        />
      )}
      {open.kind === 'review' && (
        <ReviewDialog
          uploadId={open.id}
          readsPersonal={session.permissions.includes('read_pii')}
          openedBy={open.openedBy}
          onDone={() => void finish(open.id)}
          onClose={() => setOpen({ kind: 'nothing' })}
        />
      )}
    </>
  )
}
