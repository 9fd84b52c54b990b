import { QUESTION_MAX } from '@coco/shared/document-limits'
import { TextSearch } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { documents } from '../../words/en/documents.ts'
import { useWords } from '../../words/language.ts'
import type { DocumentsPlace } from './documents-place.ts'

/** Who types does not want a search for every letter. */
const PAUSE_MS = 250
/** As many tags as are taken in at a glance; those that are chosen are always there. */
const TAGS_SHOWN = 24

interface Props {
  place: DocumentsPlace
  onPlace: (place: DocumentsPlace) => void
}

/** Typing filters by title, Enter searches in the text; tags hold for both. */
export function FindDocuments({ place, onPlace }: Props) {
  const words = useWords(documents)
  const [typed, setTyped] = useState(place.find)
  const [seen, setSeen] = useState(place.find)
  const [told, setTold] = useState(place.find)
  // What else leads to another place, "Show all" for one, is right against what stands in the field.
  if (place.find !== seen) {
    setSeen(place.find)
    if (place.find !== told) {
      setTyped(place.find)
      setTold(place.find)
    }
  }
  function go(to: DocumentsPlace) {
    setTold(to.find)
    onPlace(to)
  }
  const filter = useEffectEvent(() => go({ ...place, find: typed, inText: false }))
  useEffect(() => {
    if (typed === place.find) return
    const timer = setTimeout(filter, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, place.find])

  return (
    <div className="flex flex-col gap-3">
      <form
        role="search"
        className="flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') go({ ...place, find: typed, inText: true })
        }}
      >
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={typed}
          maxLength={QUESTION_MAX}
          onChange={({ target }) => setTyped(target.value)}
          className="field-frame touch-target min-h-11 w-full min-w-52 flex-1 rounded-md px-3 outline-none placeholder:text-ink-faint"
        />
        <Button type="submit" look="outline" className="min-h-11" aria-disabled={typed.trim() === ''}>
          <TextSearch aria-hidden size={16} strokeWidth={1.75} />
          {words.searchText}
        </Button>
      </form>
      <TagFilter chosen={place.tags} onChange={(tags) => go({ ...place, find: typed, tags })} />
    </div>
  )
}

function TagFilter({ chosen, onChange }: { chosen: readonly string[]; onChange: (tags: string[]) => void }) {
  const words = useWords(documents)
  const counts = trpc.documents.tags.useQuery().data ?? []
  const offered = counts.filter(({ tag }, index) => index < TAGS_SHOWN || chosen.includes(tag))
  // One that is on no document any more can still be taken back.
  const gone = chosen.filter((tag) => !counts.some((one) => one.tag === tag)).map((tag) => ({ tag, count: 0 }))
  const all = [...offered, ...gone]
  if (all.length === 0) return null
  return (
    <div role="group" aria-label={words.tags} className="flex flex-wrap items-center gap-1.5">
      {all.map(({ tag, count }) => {
        const isChosen = chosen.includes(tag)
        return (
          <button
            key={tag}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChange(isChosen ? chosen.filter((one) => one !== tag) : [...chosen, tag])}
            className={classes(
              'touch-target inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-sm border px-2 text-sm',
              isChosen
                ? 'border-accent bg-accent-soft font-medium text-accent-strong forced-colors:underline'
                : 'border-line-strong hover:border-ink-soft',
            )}
          >
            <span dir="auto" className="min-w-0 wrap-anywhere">
              {tag}
            </span>
            <span className="text-xs">{count}</span>
          </button>
        )
      })}
    </div>
  )
}
