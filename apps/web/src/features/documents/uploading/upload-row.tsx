import type { UploadProblem, UploadView } from '@coco/shared/document-views'
import { Link } from '@tanstack/react-router'
import { Button } from '../../../ui/button.tsx'
import { SecretText } from '../../../ui/secret-text.tsx'
import { parts as partWords } from '../../../words/en/parts.ts'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { nameOf } from './upload-news.ts'
import { UploadFrame } from './upload-frame.tsx'

export const uploadRowId = ({ id }: Pick<UploadView, 'id'>) => `upload-${id}`
export const reviewButtonId = ({ id }: Pick<UploadView, 'id'>) => `review-${id}`

interface Props {
  upload: UploadView
  onReview: () => void
  onRetry: () => void
  onDiscard: () => void
}

/** A file that the server has: being read, waiting for a look, being indexed, kept, or failed. */
export function UploadRow({ upload, onReview, onRetry, onDiscard }: Props) {
  const words = useWords(uploads)
  const name = nameOf(upload)
  const frame = { id: uploadRowId(upload), name, bytes: upload.bytes, share: null, problem: null, actions: null }
  const dismiss = (
    <Button look="quiet" aria-label={words.dismissOf(name)} onClick={onDiscard}>
      {words.dismiss}
    </Button>
  )
  switch (upload.state) {
    case 'reading':
      return <UploadFrame {...frame} look="going" status={words.reading} />
    case 'ready':
      return (
        <UploadFrame
          {...frame}
          look="going"
          status={words.ready}
          actions={
            <>
              <Button look="outline" id={reviewButtonId(upload)} aria-label={words.reviewOf(name)} onClick={onReview}>
                {words.review}
              </Button>
              <Button look="quiet" aria-label={words.discardOf(name)} onClick={onDiscard}>
                {words.discard}
              </Button>
            </>
          }
        />
      )
    case 'indexing': {
      const { done, total } = upload.progress
      const share = total > 0 ? done / total : 0
      return <UploadFrame {...frame} look="going" status={words.indexing(done, total)} share={share} />
    }
    case 'done':
      return (
        <UploadFrame
          {...frame}
          look="done"
          status={words.done}
          actions={
            <>
              {upload.documentId !== null && <KeptLink documentId={upload.documentId} title={upload.title} />}
              {dismiss}
            </>
          }
        />
      )
    case 'failed':
      return (
        <UploadFrame
          {...frame}
          look="failed"
          status={words.failed}
          problem={
            upload.problem && (
              <ProblemText problem={upload.problem} isToBeAdded={!mayBeKept(upload)} mediaType={upload.mediaType} />
            )
          }
          actions={
            <>
              {mayBeKept(upload) && <RetryButton name={name} onRetry={onRetry} />}
              {dismiss}
            </>
          }
        />
      )
  }
}

/** Its text is there, and what stood in the way may be gone. A file that was not read to its end has to come again. */
const mayBeKept = ({ problem, progress }: UploadView) => problem?.isFinal === false && progress.total > 0

function RetryButton({ name, onRetry }: { name: string; onRetry: () => void }) {
  const words = useWords(uploads)
  const { tryAgain } = useWords(partWords)
  return (
    <Button look="outline" aria-label={words.tryAgainWith(name)} onClick={onRetry}>
      {tryAgain}
    </Button>
  )
}

function KeptLink({ documentId, title }: { documentId: string; title: string }) {
  const words = useWords(uploads)
  return (
    <Link
      to="/documents/$documentId"
      params={{ documentId }}
      aria-label={words.openOf(title)}
      className="touch-target inline-flex min-h-9 items-center rounded-md border border-line-strong bg-raised px-3 text-sm font-medium hover:border-ink-soft"
    >
      {words.open}
    </Link>
  )
}

interface ProblemProps {
  problem: UploadProblem
  isToBeAdded: boolean
  mediaType: string
}

/** What happened in the language of the page, and what would allow it for those who may see that. */
function ProblemText({ problem, isToBeAdded, mediaType }: ProblemProps) {
  const words = useWords(uploads)
  return (
    <>
      <p>
        {/* Such a file is no scan. */}
        {problem.code === 'no_text' && mediaType.startsWith('text/') ? words.empty : words.problems[problem.code]}
        {isToBeAdded && !problem.isFinal && ` ${words.addAgain}`}
      </p>
      {problem.fix !== undefined && (
        <div className="mt-2">
          <p className="mb-1.5 text-ink-soft">{words.whatAllows}</p>
          <SecretText text={problem.fix} copyLabel={words.copyStatement} />
        </div>
      )}
    </>
  )
}
