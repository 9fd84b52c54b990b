import type { DocumentSettingsView } from '@coco/shared/document-views'
import { useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { documentSettings } from '../../words/en/document-settings.ts'
import { useLanguage, useWords } from '../../words/language.ts'

const LOOK_EVERY_MS = 2_000

/** By what documents are found here, and those that the chosen search does not find yet. */
export function DocumentsIndex({ settings }: { settings: DocumentSettingsView }) {
  const words = useWords(documentSettings)
  const language = useLanguage()
  const utils = trpc.useUtils()
  const [isWatched, setIsWatched] = useState(false)
  // It goes on in the background; how far it is stands in the settings.
  trpc.documents.settings.useQuery(undefined, {
    refetchInterval: ({ state }) => (isWatched && (state.data?.notIndexed ?? 0) > 0 ? LOOK_EVERY_MS : false),
  })
  const reindex = trpc.documents.reindex.useMutation({
    onSuccess() {
      setIsWatched(true)
      return utils.documents.settings.invalidate()
    },
  })
  const { vectors, embeddingModel, notIndexed } = settings
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-sm max-[24rem]:grid-cols-1">
        <dt className="text-ink-soft">{words.vectors}</dt>
        <dd>
          {vectors.isAvailable ? words.hasVectors : words.hasNoVectors}
          {vectors.reason !== null && (
            <p lang="en" className="text-ink-soft">
              {vectors.reason}
            </p>
          )}
        </dd>
        <dt className="text-ink-soft">{words.model}</dt>
        <dd className="wrap-anywhere">{embeddingModel}</dd>
      </dl>
      <p className="text-sm">{notIndexed > 0 ? words.notIndexed(language, notIndexed) : words.allIndexed}</p>
      <Alert text={errorSentence(reindex.error)} />
      <Outcome text={reindex.isSuccess ? (notIndexed > 0 ? words.reindexing : words.reindexed) : null} />
      {notIndexed > 0 && (
        <Button
          look="outline"
          className="self-start"
          aria-disabled={reindex.isPending}
          onClick={() => {
            if (!reindex.isPending) reindex.mutate()
          }}
        >
          {words.reindex}
        </Button>
      )}
    </div>
  )
}
