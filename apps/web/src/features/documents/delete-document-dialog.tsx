import type { DocumentSummary } from '@coco/shared/document-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { documents } from '../../words/en/documents.ts'
import { useLanguage, useWords } from '../../words/language.ts'

interface Props {
  document: Pick<DocumentSummary, 'id' | 'title' | 'passageCount'>
  openedBy: string
  onDeleted: () => void
  onClose: () => void
}

/**
 * Before a document goes for everybody: what it is, and how much goes with it. Where Snowflake did not delete its copy, what to do
 * about that, and the way without.
 */
export function DeleteDocumentDialog({ document, openedBy, onDeleted, onClose }: Props) {
  const { deletion, passages } = useWords(documents)
  const language = useLanguage()
  const remove = trpc.documents.remove.useMutation({ onSuccess: onDeleted })
  const failure = remove.error === null ? null : failureOfError(remove.error)
  const isCopyLeft = failure?.code === 'search_failed'

  function start(forgetsCopy: boolean): void {
    if (!remove.isPending) remove.mutate({ documentId: document.id, forgetsCopy })
  }

  return (
    <Dialog title={deletion.title(document.title)} look="card" openedBy={openedBy} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-5">
        <p className="text-ink-soft">{deletion.effect(passages(language, document.passageCount))}</p>
        <Alert text={isCopyLeft ? deletion.copyStays : errorSentence(remove.error)} />
        {isCopyLeft && failure.fix !== null && (
          <div>
            <p className="mb-1.5 text-ink-soft">{deletion.whatAllows}</p>
            <SecretText text={failure.fix} copyLabel={deletion.copyStatement} />
          </div>
        )}
        {isCopyLeft && <p className="text-ink-soft">{deletion.forget}</p>}
        <DialogActions onCancel={onClose}>
          {isCopyLeft && (
            <Button look="outline" aria-disabled={remove.isPending} onClick={() => start(true)}>
              {deletion.confirmForget}
            </Button>
          )}
          <Button look="danger" aria-disabled={remove.isPending} onClick={() => start(false)}>
            {deletion.confirm}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
