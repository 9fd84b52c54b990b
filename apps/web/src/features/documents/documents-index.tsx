import type { DocumentSettingsView, UploadProblem } from '@coco/shared/document-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { documentSettings } from '../../words/en/document-settings.ts'
import { parts } from '../../words/en/parts.ts'
import { uploads } from '../../words/en/uploads.ts'
import { useLanguage, useWords } from '../../words/language.ts'

const LOOK_EVERY_MS = 2_000

/** By what documents are found here, and those that the chosen search does not find yet. */
export function DocumentsIndex({ settings }: { settings: DocumentSettingsView }) {
  const words = useWords(documentSettings)
  const language = useLanguage()
  const utils = trpc.useUtils()
  const { tryAgain } = useWords(parts)
  // It goes on in the background; how far it is stands in the settings.
  trpc.documents.settings.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data?.isIndexing ? LOOK_EVERY_MS : false),
  })
  const reindex = trpc.documents.reindex.useMutation({
    onSuccess: () => utils.documents.settings.invalidate(),
  })
  const { vectors, embeddingModel, notIndexed, isIndexing, indexProblem: problem } = settings
  const isBusy = reindex.isPending || isIndexing
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
      {problem !== null && !isBusy && <NotIndexed problem={problem} />}
      <Outcome text={isIndexing ? words.reindexing : reindex.isSuccess && notIndexed === 0 ? words.reindexed : null} />
      {notIndexed > 0 && (
        <Button
          look="outline"
          className="self-start"
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) reindex.mutate()
          }}
        >
          {problem === null || isIndexing ? words.reindex : tryAgain}
        </Button>
      )}
    </div>
  )
}

/** Why some are still not found, and what would allow it for those who may see that. */
function NotIndexed({ problem: { code, fix } }: { problem: UploadProblem }) {
  const words = useWords(uploads)
  const { notAllIndexed } = useWords(documentSettings)
  return (
    <>
      <Alert text={`${notAllIndexed} ${words.problems[code]}`} />
      {fix !== undefined && (
        <div className="text-sm">
          <p className="mb-1.5 text-ink-soft">{words.whatAllows}</p>
          <SecretText text={fix} copyLabel={words.copyStatement} />
        </div>
      )}
    </>
  )
}
