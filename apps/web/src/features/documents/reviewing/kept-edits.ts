import type { UploadView } from '@coco/shared/document-views'

/** What was decided about an upload that is not kept yet. */
export interface Edits {
  title: string
  tags: readonly string[]
  isPersonal: boolean
}

/** For as long as the page lives: a look at another document, or Escape, takes none of it. */
const kept = new Map<UploadView['id'], Edits>()

/** As it was left, or as the server read it. */
export function readEdits({ id, title, tags, isPersonal }: UploadView): Edits {
  return kept.get(id) ?? { title, tags, isPersonal }
}

export function keepEdits({ id }: Pick<UploadView, 'id'>, edits: Edits) {
  kept.set(id, edits)
}

export function forgetEdits({ id }: Pick<UploadView, 'id'>) {
  kept.delete(id)
}
