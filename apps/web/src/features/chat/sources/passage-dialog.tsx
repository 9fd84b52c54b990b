import type { AnswerSource, PassageView } from '@coco/shared/document-views'
import { Link } from '@tanstack/react-router'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { sources as sourceWords } from '../../../words/en/sources.ts'
import { useWords } from '../../../words/language.ts'

interface Props {
  openedBy: string
  source: AnswerSource
  onClose: () => void
}

/** A passage as it stands in its document: plain text, whatever marks or addresses are in it. */
export function PassageDialog({ openedBy, source: { number, passage }, onClose }: Props) {
  const words = useWords(sourceWords)
  return (
    <Dialog
      title={passage ? words.source(String(number), passage.title) : words.goneTitle(String(number))}
      look="wide"
      openedBy={openedBy}
      onClose={onClose}
    >
      {passage ? <Passage passage={passage} /> : <p className="mt-3 text-ink-soft">{words.gone}</p>}
      <div className="mt-5 flex flex-wrap items-center justify-between gap-3">
        {passage ? (
          <Link
            to="/documents/$documentId"
            params={{ documentId: passage.documentId }}
            search={{ passage: passage.position }}
            className="touch-target inline-flex min-h-9 items-center text-sm font-medium text-accent-strong underline underline-offset-2"
          >
            {words.openDocument}
          </Link>
        ) : (
          <span />
        )}
        <Button look="outline" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </Dialog>
  )
}

function Passage({ passage }: { passage: PassageView }) {
  const words = useWords(sourceWords)
  return (
    <>
      <div className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1.5 text-sm text-ink-soft">
        <PassagePlace passage={passage} />
        {passage.isPersonal && <Tag tone="attention">{words.personal}</Tag>}
        {passage.tags.map((tag) => (
          <Tag key={tag} tone="plain">
            {tag}
          </Tag>
        ))}
      </div>
      <blockquote
        dir="auto"
        // It scrolls where it is long, by the keyboard too.
        tabIndex={0}
        aria-label={passage.title}
        className="mt-4 max-h-[50dvh] overflow-y-auto rounded-md border border-line bg-sunken p-4 whitespace-pre-wrap wrap-anywhere"
      >
        {passage.content}
      </blockquote>
    </>
  )
}

/** Under which headings, on which page. */
export function PassagePlace({ passage: { title, headings, page } }: { passage: PassageView }) {
  const words = useWords(sourceWords)
  // Often its first heading is its title, which stands beside it.
  const below = headings[0] === title ? headings.slice(1) : headings
  const place = [...below, ...(page === null ? [] : [words.page(String(page))])]
  return place.length > 0 && <span className="wrap-anywhere">{place.join(' · ')}</span>
}
