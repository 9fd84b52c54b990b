import type { UploadView } from '@coco/shared/document-views'
import { uploads as section } from '../../../words/en/uploads.ts'
import { wordsOf } from '../../../words/language.ts'

type Upload = Pick<UploadView, 'id' | 'state' | 'title' | 'fileName'>

/** What a file is called where several stand together. */
export function nameOf({ fileName, title }: Pick<UploadView, 'fileName' | 'title'>): string {
  return fileName ?? title
}

/** What happened to uploads between two looks at them, to be said once; null for nothing that somebody waits for. */
export function newsOf(before: readonly Upload[], after: readonly Upload[]): string | null {
  const words = wordsOf(section)
  const states = new Map(before.map(({ id, state }) => [id, state]))
  const sentences = after
    .filter(({ id, state }) => states.get(id) !== state)
    .flatMap((upload) => {
      if (upload.state === 'ready') return [words.isReady(nameOf(upload))]
      if (upload.state === 'done') return [words.isKept(upload.title)]
      return upload.state === 'failed' ? [words.hasFailed(nameOf(upload))] : []
    })
  return sentences.length > 0 ? sentences.join(' ') : null
}
