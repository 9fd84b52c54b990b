import type { DocumentSummary } from '@coco/shared/document-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { documents } from '../../words/en/documents.ts'
import { useLanguage, useWords } from '../../words/language.ts'

interface Props {
  document: Pick<DocumentSummary, 'id' | 'title' | 'passageCount'>
  openedBy: string
  onDeleted: () => void
  onClose: () => void
}

/** Before a document goes for everybody: what it is, and how much goes with it. */
export function DeleteDocumentDialog({ document, openedBy, onDeleted, onClose }: Props) {
  const { deletion, passages } = useWords(documents)
  const language = useLanguage()
  const remove = trpc.documents.remove.useMutation({ onSuccess: onDeleted })
  return (
    <Dialog title={deletion.title(document.title)} look="card" openedBy={openedBy} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-5">
        <p className="text-ink-soft">{deletion.effect(passages(language, document.passageCount))}</p>
        <Alert text={errorSentence(remove.error)} />
        <DialogActions onCancel={onClose}>
          <Button
            look="danger"
            aria-disabled={remove.isPending}
            onClick={() => {
              if (!remove.isPending) remove.mutate({ documentId: document.id })
            }}
          >
            {deletion.confirm}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
