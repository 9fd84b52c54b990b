import type { AnswerSource } from '@coco/shared/document-views'
import { lazy, Suspense, useId, useState } from 'react'
import { createPortal } from 'react-dom'
import { classes } from '../../../ui/classes.ts'
import { sources as sourceWords } from '../../../words/en/sources.ts'
import { useWords } from '../../../words/language.ts'
import { PassageNote } from './passage-note.tsx'

const PassageDialog = lazy(async () => {
  const { PassageDialog: component } = await import('./passage-dialog.tsx')
  return { default: component }
})

interface Props {
  number: number
  /** Undefined: the model was given no such passage. */
  source: AnswerSource | undefined
}

/** The number of a passage in the words of an answer: what it is on hover or focus, the whole of it on a press. */
export function CitationChip({ number, source }: Props) {
  const words = useWords(sourceWords)
  const id = useId()
  const [beside, setBeside] = useState<DOMRect | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const shown = String(number)
  if (source === undefined) {
    const label = words.unmatched(shown)
    return (
      <span role="img" aria-label={label} title={label} className={classes(CHIP, UNMATCHED)}>
        {shown}?
      </span>
    )
  }
  const { passage } = source
  const hide = () => setBeside(null)
  const show = () => setBeside(document.getElementById(id)?.getBoundingClientRect() ?? null)
  // What is scrolled away from under the pointer is not pointed at any more; what has the focus takes its note along.
  const onMove = () => (document.activeElement?.id === id ? show() : hide())
  return (
    <span onMouseEnter={show} onMouseLeave={hide}>
      <button
        type="button"
        id={id}
        aria-label={passage ? words.source(shown, passage.title) : words.goneOf(shown)}
        aria-haspopup="dialog"
        onFocus={show}
        onBlur={hide}
        onClick={() => {
          hide()
          setIsOpen(true)
        }}
        className={classes(CHIP, passage ? THERE : GONE)}
      >
        {shown}
      </button>
      {beside && <PassageNote beside={beside} passage={passage} onHide={hide} onMove={onMove} />}
      {isOpen &&
        createPortal(
          <Suspense fallback={null}>
            <PassageDialog openedBy={id} source={source} onClose={() => setIsOpen(false)} />
          </Suspense>,
          document.body,
        )}
    </span>
  )
}

const CHIP =
  'mx-0.5 inline-flex h-6 min-w-6 items-center justify-center rounded-sm border px-1 align-baseline font-sans text-xs leading-none font-medium'
const THERE =
  'border-line-strong bg-sunken text-ink transition-colors duration-(--duration-fast) hover:border-ink-soft hover:bg-accent-soft'
const GONE = 'border-dashed border-line-strong text-ink-soft line-through'
const UNMATCHED = 'border-dashed border-danger text-danger'
