import { DOCUMENT_TITLE_MAX } from '@coco/shared/document-limits'
import type { DocumentSummary } from '@coco/shared/document-views'
import { keepPreviousData } from '@tanstack/react-query'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { TimeZoneNote } from '../../ui/time-zone-note.tsx'
import { documents as section } from '../../words/en/documents.ts'
import { parts } from '../../words/en/parts.ts'
import { useLanguage, useWords } from '../../words/language.ts'
import { documentLinkId, DocumentRow } from './document-row.tsx'
import type { DocumentsPlace } from './documents-place.ts'
import { useFocusOfMore } from './use-focus-of-more.ts'

const AT_ONCE = 50
/** While somebody's document is being indexed: its owner sees every step, the others that it has come. */
const LOOK_EVERY_MS = 5_000

interface Props {
  place: DocumentsPlace
  mayKeep: boolean
  /** Null for whoever may not. */
  onDelete: ((document: DocumentSummary) => void) | null
  onClear: () => void
}

/** The documents of this place, newest first, some at a time. */
export function DocumentList({ place, mayKeep, onDelete, onClear }: Props) {
  const words = useWords(section)
  const { tryAgain } = useWords(parts)
  const language = useLanguage()
  const asked = { title: place.find.trim().slice(0, DOCUMENT_TITLE_MAX), tags: [...place.tags], limit: AT_ONCE }
  const list = trpc.documents.list.useInfiniteQuery(asked, {
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some(hasUnready) ? LOOK_EVERY_MS : false),
  })
  const shown = list.data?.pages.flatMap(({ documents }) => documents) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const pages = list.data?.pages ?? []
  const firstNew = pages.length > 1 ? pages.at(-1)?.documents[0] : undefined
  useFocusOfMore({ isComplete: !list.hasNextPage, firstNewId: firstNew ? documentLinkId(firstNew) : null })
  const isFiltered = asked.title !== '' || asked.tags.length > 0

  return (
    <section aria-label={words.list} aria-busy={list.isPlaceholderData} className="flex flex-col gap-3">
      <div className="flex min-h-9 flex-wrap items-center gap-x-4">
        <p role="status" className="text-sm text-ink-soft">
          {list.isPending && words.loading}
          {list.data && total === 0 && isFiltered && words.noneMatch}
          {total > 0 &&
            (shown.length < total ? words.shownOf(language, shown.length, total) : words.count(language, total))}
        </p>
        {isFiltered && (
          <Button look="quiet" onClick={onClear}>
            {words.clearFilter}
          </Button>
        )}
      </div>
      <Alert text={errorSentence(list.error)} />
      {list.error && !list.data && (
        <Button look="outline" className="self-start" onClick={() => void list.refetch()}>
          {tryAgain}
        </Button>
      )}
      {list.data && total === 0 && !isFiltered && (
        <p className="rounded-md border border-dashed border-line-strong px-4 py-5 text-ink-soft">
          {mayKeep ? words.noneYouCouldKeep : words.none}
        </p>
      )}
      {shown.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {shown.map((document) => (
            <DocumentRow
              key={document.id}
              document={document}
              onDelete={onDelete === null ? null : () => onDelete(document)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button
          look="outline"
          className="self-center"
          aria-disabled={list.isFetchingNextPage}
          onClick={() => {
            if (!list.isFetchingNextPage) void list.fetchNextPage()
          }}
        >
          {words.more}
        </Button>
      )}
      {shown.length > 0 && <TimeZoneNote />}
    </section>
  )
}

const hasUnready = ({ documents }: { documents: DocumentSummary[] }) =>
  documents.some(({ state }) => state === 'indexing')
