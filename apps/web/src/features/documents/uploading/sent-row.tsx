import { Button } from '../../../ui/button.tsx'
import { uploads } from '../../../words/en/uploads.ts'
import { parts as partWords } from '../../../words/en/parts.ts'
import { useWords } from '../../../words/language.ts'
import { isFinal, notSentSentence } from './problem-sentence.ts'
import type { SentFile } from './sending.ts'
import { UploadFrame } from './upload-frame.tsx'

interface Props {
  file: SentFile
  onRetry: () => void
  onDismiss: () => void
}

/** A file that this page is sending. */
export function SentRow({ file: { fileName, bytes, state }, onRetry, onDismiss }: Props) {
  const words = useWords(uploads)
  const parts = useWords(partWords)
  if (state.is !== 'failed') {
    const status = {
      waiting: words.waiting,
      sending: words.sending(state.is === 'sending' ? Math.floor(state.share * 100) : 0),
      reading: words.reading,
    }[state.is]
    const share = state.is === 'sending' ? state.share : null
    return (
      <UploadFrame
        name={fileName}
        bytes={bytes}
        look="going"
        status={status}
        share={share}
        problem={null}
        actions={null}
      />
    )
  }
  return (
    <UploadFrame
      name={fileName}
      bytes={bytes}
      look="failed"
      status={words.failed}
      share={null}
      problem={<p>{notSentSentence(state.code)}</p>}
      actions={
        <>
          {!isFinal(state.code) && (
            <Button look="outline" aria-label={words.tryAgainWith(fileName)} onClick={onRetry}>
              {parts.tryAgain}
            </Button>
          )}
          <Button look="quiet" aria-label={words.dismissOf(fileName)} onClick={onDismiss}>
            {words.dismiss}
          </Button>
        </>
      }
    />
  )
}
