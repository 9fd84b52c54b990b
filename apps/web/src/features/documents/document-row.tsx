import type { DocumentSummary } from '@coco/shared/document-views'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { IconButton } from '../../ui/icon-button.tsx'
import { documents } from '../../words/en/documents.ts'
import { useWords } from '../../words/language.ts'
import { DocumentFacts } from './document-facts.tsx'

export const documentLinkId = ({ id }: Pick<DocumentSummary, 'id'>) => `document-${id}`
export const deleteButtonId = ({ id }: Pick<DocumentSummary, 'id'>) => `delete-${id}`

/** One document in the list. `onDelete` is null for whoever may not. */
export function DocumentRow({ document, onDelete }: { document: DocumentSummary; onDelete: (() => void) | null }) {
  const words = useWords(documents)
  return (
    <li className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        <Link
          id={documentLinkId(document)}
          to="/documents/$documentId"
          params={{ documentId: document.id }}
          dir="auto"
          className="touch-target inline-flex min-h-6 items-center font-medium wrap-anywhere underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {document.title}
        </Link>
        <DocumentFacts document={document} />
      </div>
      {onDelete !== null && (
        <IconButton
          id={deleteButtonId(document)}
          icon={Trash2}
          label={words.deleteOf(document.title)}
          onClick={onDelete}
        />
      )}
    </li>
  )
}
