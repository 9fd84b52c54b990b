import type { SessionView } from '@coco/shared/identity-views'
import type { DocumentSummary } from '@coco/shared/document-views'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { trpc } from '../../lib/trpc.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { focusPageHeading, PageHeading } from '../../ui/page-heading.tsx'
import { documents as section } from '../../words/en/documents.ts'
import { useWords } from '../../words/language.ts'
import { DeleteDocumentDialog } from './delete-document-dialog.tsx'
import { deleteButtonId } from './document-row.tsx'
import { DocumentList } from './document-list.tsx'
import type { DocumentsPlace } from './documents-place.ts'
import { FindDocuments } from './find-documents.tsx'
import { FoundInText } from './found-in-text.tsx'
import { useNoDrops } from './use-no-drops.ts'
import { UploadArea } from './uploading/upload-area.tsx'

interface Props {
  session: SessionView
  place: DocumentsPlace
  onPlace: (place: DocumentsPlace) => void
}

/** The tenant's documents as somebody may see them: to find, to read and, for those who may, to add and to delete. */
export function DocumentsPage({ session, place, onPlace }: Props) {
  const words = useWords(section)
  const utils = trpc.useUtils()
  const [deleting, setDeleting] = useState<DocumentSummary | null>(null)
  const [outcome, setOutcome] = useState<string | null>(null)
  const mayKeep = session.permissions.includes('ingest_documents')
  const mayDelete = session.permissions.includes('delete_documents')

  useNoDrops(!mayKeep)

  async function onDeleted({ title }: DocumentSummary) {
    await utils.documents.invalidate()
    flushSync(() => {
      setOutcome(words.deleted(title))
      setDeleting(null)
    })
    focusPageHeading()
  }

  return (
    <>
      <PageHeading>{words.headingOf(session.tenant.name)}</PageHeading>
      <p className="mt-3 text-ink-soft">{words.intro}</p>
      <div className="mt-5 flex flex-col gap-5">
        <Outcome text={outcome} />
        {mayKeep && <UploadArea session={session} />}
        <FindDocuments place={place} onPlace={onPlace} />
        {place.inText ? (
          <FoundInText
            tenantName={session.tenant.name}
            place={place}
            onBack={() => onPlace({ ...place, inText: false })}
          />
        ) : (
          <DocumentList
            place={place}
            mayKeep={mayKeep}
            onDelete={mayDelete ? setDeleting : null}
            onClear={() => onPlace({ find: '', tags: [], inText: false })}
          />
        )}
      </div>
      {deleting && (
        <DeleteDocumentDialog
          document={deleting}
          openedBy={deleteButtonId(deleting)}
          onDeleted={() => void onDeleted(deleting)}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  )
}
