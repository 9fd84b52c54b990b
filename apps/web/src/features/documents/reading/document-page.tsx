import { DocumentId } from '@coco/shared/ids'
import type { SessionView } from '@coco/shared/identity-views'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { errorSentence } from '../../../lib/error-sentence.ts'
import { failureOfError } from '../../../lib/failure.ts'
import { usePageTitle } from '../../../lib/page-title.ts'
import { trpc } from '../../../lib/trpc.ts'
import { Alert } from '../../../ui/alert.tsx'
import { Button } from '../../../ui/button.tsx'
import { PageHeading } from '../../../ui/page-heading.tsx'
import { documents } from '../../../words/en/documents.ts'
import { parts } from '../../../words/en/parts.ts'
import { useLanguage, useWords } from '../../../words/language.ts'
import { DeleteDocumentDialog } from '../delete-document-dialog.tsx'
import { DocumentFacts } from '../document-facts.tsx'
import { useFocusOfMore } from '../use-focus-of-more.ts'
import { useNoDrops } from '../use-no-drops.ts'
import { DocumentPassages, passageId } from './document-passages.tsx'

interface Props {
  session: SessionView
  documentId: string
  /** The position of the passage that somebody came for, from 0; null for the whole document. */
  asked: number | null
  onDeleted: () => void
}

/** So many passages before the one that is asked for, to read it in its place. */
const BEFORE = 2

/** Every reading of personal data is written down: none happens because somebody came back to the window. */
const READ_ONCE = { refetchOnWindowFocus: false }

const DELETE_ID = 'delete-document'

/** A document to read, from its beginning or from about a passage. One that is deleted, foreign or hidden looks the same. */
export function DocumentPage({ session, documentId: typed, asked, onDeleted }: Props) {
  const words = useWords(documents)
  const { tryAgain } = useWords(parts)
  const utils = trpc.useUtils()
  const documentId = DocumentId.safeParse(typed).data
  const [starts, setStarts] = useState([Math.max(0, (asked ?? 0) - BEFORE)])
  const [isDeleting, setIsDeleting] = useState(false)
  const pages = trpc.useQueries((ask) =>
    documentId ? starts.map((fromPosition) => ask.documents.get({ documentId, fromPosition }, READ_ONCE)) : [],
  )
  const first = pages[0]
  const last = pages.at(-1)
  const next = last?.data?.nextPosition ?? null
  // While more are fetched, and where they could not be, the button stays where it is.
  const isMore = starts.length > 1 && !last?.data
  useFocusOfMore({
    isComplete: starts.length > 1 && !isMore && next === null,
    firstNewId: passageId(starts.at(-1) ?? 0),
  })
  const document = first?.data?.document
  useNoDrops(true)
  usePageTitle(document?.title ?? words.title)

  if (documentId === undefined || (first?.error && failureOfError(first.error).code === 'not_found')) {
    return (
      <InFrame>
        <PageHeading key="missing">{words.missing}</PageHeading>
        <p className="mt-3 text-ink-soft">{words.missingWhy}</p>
      </InFrame>
    )
  }
  if (!document) {
    return (
      <InFrame>
        <PageHeading key="loading">{words.title}</PageHeading>
        <div className="mt-4 flex flex-col items-start gap-4">
          {first?.isPending && <p className="text-sm text-ink-soft">{words.loading}</p>}
          <Alert text={errorSentence(first?.error)} />
          {first?.error && (
            <Button look="outline" onClick={() => void first.refetch()}>
              {tryAgain}
            </Button>
          )}
        </div>
      </InFrame>
    )
  }

  const passages = pages.flatMap(({ data }) => data?.passages ?? [])
  return (
    <InFrame>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <PageHeading key="document">
          <span dir="auto" className="wrap-anywhere">
            {document.title}
          </span>
        </PageHeading>
        {session.permissions.includes('delete_documents') && (
          <Button id={DELETE_ID} look="outline" onClick={() => setIsDeleting(true)}>
            <Trash2 aria-hidden size={16} strokeWidth={1.75} />
            {words.delete}
          </Button>
        )}
      </div>
      <div className="mt-3">
        <DocumentFacts document={document} />
        {document.fileName !== null && (
          <p className="mt-1 text-sm wrap-anywhere text-ink-soft">{words.file(document.fileName)}</p>
        )}
        {document.findings.length > 0 && <FoundKinds findings={document.findings} />}
      </div>
      {starts[0] !== undefined && starts[0] > 0 && passages.length > 0 && (
        <p className="mt-5 flex flex-wrap items-center gap-x-4 text-sm text-ink-soft">
          {words.middle(starts[0] + 1)}
          <Link
            to="/documents/$documentId"
            params={{ documentId }}
            className="touch-target inline-flex min-h-6 items-center font-medium text-accent-strong underline"
          >
            {words.fromBeginning}
          </Link>
        </p>
      )}
      <DocumentPassages passages={passages} title={document.title} asked={asked} />
      {asked !== null && !passages.some(({ position }) => position === asked) && (
        <p role="status" className="mt-4 text-ink-soft">
          {words.noSuchPassage}
        </p>
      )}
      <div className="mt-5 flex flex-col items-center gap-4">
        <Alert text={errorSentence(last?.error)} />
        {(next !== null || isMore) && (
          <Button
            look="outline"
            aria-disabled={last?.isFetching}
            onClick={() => {
              if (last?.isFetching) return
              if (next === null) void last?.refetch()
              else setStarts([...starts, next])
            }}
          >
            {last?.error ? tryAgain : words.morePassages}
          </Button>
        )}
        {last?.isPending && (
          <p role="status" className="text-sm text-ink-soft">
            {words.loading}
          </p>
        )}
      </div>
      {isDeleting && (
        <DeleteDocumentDialog
          document={document}
          openedBy={DELETE_ID}
          onDeleted={() => {
            onDeleted()
            void utils.documents.list.invalidate()
            void utils.documents.tags.invalidate()
          }}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </InFrame>
  )
}

function InFrame({ children }: { children: ReactNode }) {
  const words = useWords(documents)
  return (
    <>
      <Link
        to="/documents"
        className="touch-target mb-3 inline-flex min-h-7 items-center gap-1.5 text-sm text-ink-soft hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden size={16} strokeWidth={1.75} />
        {words.all}
      </Link>
      {children}
    </>
  )
}

function FoundKinds({
  findings,
}: {
  findings: readonly { kind: keyof typeof documents.english.kinds; count: number }[]
}) {
  const words = useWords(documents)
  const language = useLanguage()
  return (
    <p className="mt-1 text-sm text-ink-soft">
      {words.contains}
      {': '}
      {findings.map(({ kind, count }) => words.kinds[kind](language, count)).join(', ')}
    </p>
  )
}
