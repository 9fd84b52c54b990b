import type { UploadPreview } from '@coco/shared/document-views'
import { errorSentence } from '../../../lib/error-sentence.ts'
import { trpc } from '../../../lib/trpc.ts'
import { Alert } from '../../../ui/alert.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { parts } from '../../../words/en/parts.ts'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { ReviewForm } from './review-form.tsx'

interface Props {
  uploadId: UploadPreview['upload']['id']
  /** Whether whoever looks at it will see it once it is kept as personal. */
  readsPersonal: boolean
  openedBy: string
  /** It is being kept, or was discarded. */
  onDone: () => void
  onClose: () => void
}

/** How a file was read and what was found in it, before anybody else can find it. */
export function ReviewDialog({ uploadId, readsPersonal, openedBy, onDone, onClose }: Props) {
  const words = useWords(uploads)
  const { looking } = useWords(parts)
  const preview = trpc.documents.preview.useQuery({ uploadId }, { gcTime: 0 })
  return (
    <Dialog title={words.reviewing.title} look="wide" openedBy={openedBy} onClose={onClose}>
      <div className="mt-4">
        {preview.data && (
          <ReviewForm preview={preview.data} readsPersonal={readsPersonal} onDone={onDone} onClose={onClose} />
        )}
        {preview.isPending && <p className="text-sm text-ink-soft">{looking}</p>}
        {preview.error && (
          <div className="flex flex-col gap-4">
            <Alert text={errorSentence(preview.error)} />
            <Button look="outline" className="self-end" onClick={onClose}>
              {words.reviewing.later}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}
