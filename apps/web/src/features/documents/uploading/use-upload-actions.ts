import type { UploadView } from '@coco/shared/document-views'
import { useState } from 'react'
import { failureOfError } from '../../../lib/failure.ts'
import { trpc } from '../../../lib/trpc.ts'
import { forgetEdits } from '../reviewing/kept-edits.ts'

/** What can be done with an upload in its row. Each is done once, however often its button is pressed. */
export function useUploadActions() {
  const utils = trpc.useUtils()
  const discarding = trpc.documents.discard.useMutation()
  const ingesting = trpc.documents.ingest.useMutation()
  const [underWay] = useState(() => new Set<UploadView['id']>())
  const [error, setError] = useState<unknown>(null)

  async function once({ id }: UploadView, work: () => Promise<unknown>, then: () => void) {
    if (underWay.has(id)) return
    underWay.add(id)
    setError(null)
    try {
      await work()
      await utils.documents.uploads.invalidate()
      then()
    } catch (failed) {
      setError(failed)
    } finally {
      underWay.delete(id)
    }
  }

  return {
    error,
    discard: (upload: UploadView, then: () => void) =>
      once(
        upload,
        async () => {
          // One that is gone already is what was wanted.
          await discarding.mutateAsync({ uploadId: upload.id }).catch(throwUnlessGone)
          forgetEdits(upload)
        },
        then,
      ),
    keep: (upload: UploadView, then: () => void) => {
      const { id, title, tags, isPersonal } = upload
      return once(upload, () => ingesting.mutateAsync({ uploadId: id, title, tags, isPersonal }), then)
    },
  }
}

/** @throws the error, unless it says that there is no such thing */
export function throwUnlessGone(error: unknown): void {
  if (failureOfError(error).code !== 'not_found') throw error
}
