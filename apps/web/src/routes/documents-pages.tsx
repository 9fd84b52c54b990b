import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { DocumentsPage } from '../features/documents/documents-page.tsx'
import { addressOf, placeIn } from '../features/documents/documents-place.ts'
import { DocumentPage } from '../features/documents/reading/document-page.tsx'

const accountRoute = getRouteApi('/account')
const documentsRoute = getRouteApi('/account/documents')
const documentRoute = getRouteApi('/account/documents/$documentId')

/** No document has so many passages; the server takes no larger number. */
const MOST = 1_000_000

export function DocumentsRoute() {
  const navigate = useNavigate()
  const place = placeIn({ ...documentsRoute.useSearch() })
  return (
    <DocumentsPage
      session={accountRoute.useRouteContext().session}
      place={place}
      // No entries in the history for every letter; the page stays where it is.
      onPlace={(to) => void navigate({ to: '/documents', search: addressOf(to), replace: true, resetScroll: false })}
    />
  )
}

export function DocumentRoute() {
  const navigate = useNavigate()
  const { documentId } = documentRoute.useParams()
  const { passage } = documentRoute.useSearch()
  // Whatever may have been typed.
  const asked = Number.isInteger(passage) && Number(passage) >= 0 && Number(passage) <= MOST ? Number(passage) : null
  return (
    <DocumentPage
      key={asked ?? 'whole'}
      session={accountRoute.useRouteContext().session}
      documentId={documentId}
      asked={asked}
      onDeleted={() => void navigate({ to: '/documents' })}
    />
  )
}
