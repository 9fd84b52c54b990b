import { QUESTION_MAX } from '@coco/shared/document-limits'
import type { FoundPassage } from '@coco/shared/document-views'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { SmallButton } from '../../ui/small-button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { documents } from '../../words/en/documents.ts'
import { parts } from '../../words/en/parts.ts'
import { uploads } from '../../words/en/uploads.ts'
import { useLanguage, useWords } from '../../words/language.ts'
import { searchSentence } from './document-failure.ts'
import type { DocumentsPlace } from './documents-place.ts'
import { HeadingPath, headingsBelow } from './reading/heading-path.tsx'

interface Props {
  tenantName: string
  place: DocumentsPlace
  onBack: () => void
}

/** Passages that say something about what is sought, best first, as the chat would be given them. */
export function FoundInText({ tenantName, place, onBack }: Props) {
  const words = useWords(documents)
  const language = useLanguage()
  const query = place.find.trim().slice(0, QUESTION_MAX)
  const found = trpc.documents.search.useQuery(
    { query, tags: [...place.tags], limit: 20 },
    // Every reading of personal data is written down: none happens because somebody came back to the window.
    { refetchOnWindowFocus: false },
  )
  const passages = found.data?.passages ?? []
  return (
    <section aria-label={words.found.heading(query)} className="flex flex-col gap-3">
      <h2 className="text-lg font-medium wrap-anywhere">{words.found.heading(query)}</h2>
      <div className="flex flex-wrap items-center gap-x-4">
        <p role="status" className="text-sm text-ink-soft">
          {found.isPending && words.found.searching}
          {found.data && (passages.length > 0 ? words.found.count(language, passages.length) : words.found.none)}
        </p>
        <SmallButton icon={ArrowLeft} className="-ms-1.5" onClick={onBack}>
          {words.found.back}
        </SmallButton>
      </div>
      {found.error && (
        <NotFound
          error={found.error}
          tenantName={tenantName}
          isTrying={found.isFetching}
          onTryAgain={() => void found.refetch()}
        />
      )}
      {found.data?.by === 'words' && <p className="text-sm text-ink-faint">{words.found.byWords}</p>}
      {passages.length > 0 && (
        <ol className="divide-y divide-line border-y border-line">
          {passages.map((passage) => (
            <FoundRow key={`${passage.documentId} ${passage.position}`} passage={passage} />
          ))}
        </ol>
      )}
    </section>
  )
}

interface NotFoundProps {
  error: unknown
  tenantName: string
  isTrying: boolean
  onTryAgain: () => void
}

/** Why, what would allow it for those who may see that, and the way to search once more. */
function NotFound({ error, tenantName, isTrying, onTryAgain }: NotFoundProps) {
  const words = useWords(uploads)
  const { tryAgain } = useWords(parts)
  const { fix } = failureOfError(error)
  return (
    <>
      <Alert text={searchSentence(error, tenantName)} />
      {fix !== null && (
        <div className="text-sm">
          <p className="mb-1.5 text-ink-soft">{words.whatAllows}</p>
          <SecretText text={fix} copyLabel={words.copyStatement} />
        </div>
      )}
      <Button look="outline" className="self-start" aria-disabled={isTrying} onClick={() => isTrying || onTryAgain()}>
        {tryAgain}
      </Button>
    </>
  )
}

function FoundRow({ passage }: { passage: FoundPassage }) {
  const words = useWords(documents)
  const { documentId, position, title, headings, page, isPersonal, content } = passage
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          to="/documents/$documentId"
          params={{ documentId }}
          search={{ passage: position }}
          dir="auto"
          className="touch-target inline-flex min-h-6 items-center font-medium wrap-anywhere underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {title}
        </Link>
        {isPersonal && <Tag tone="attention">{words.personal}</Tag>}
      </p>
      <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
        <HeadingPath headings={headingsBelow(title, headings)} />
        {page !== null && <span>{words.page(page)}</span>}
      </p>
      <p dir="auto" className="mt-1 line-clamp-4 text-sm wrap-anywhere whitespace-pre-line">
        {content}
      </p>
    </li>
  )
}
