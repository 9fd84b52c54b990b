import type { Finding } from '@coco/shared/document-views'
import { useId } from 'react'
import { documents } from '../../../words/en/documents.ts'
import { uploads } from '../../../words/en/uploads.ts'
import { useLanguage, useWords } from '../../../words/language.ts'

interface Props {
  findings: readonly Finding[]
  isPersonal: boolean
  onChange: (isPersonal: boolean) => void
}

/** Whether a document is for those only who may see personal data. What was detected can be added to, not taken back. */
export function PersonalChoice({ findings, isPersonal, onChange }: Props) {
  const id = useId()
  const words = useWords(uploads).reviewing
  const isLocked = findings.length > 0
  return (
    <div className="rounded-md border border-line px-3.5 py-3">
      <label htmlFor={id} className="touch-target flex min-h-9 items-center gap-3 font-medium">
        <input
          id={id}
          type="checkbox"
          checked={isPersonal}
          disabled={isLocked}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => onChange(target.checked)}
          className="size-6 shrink-0 accent-accent"
        />
        {words.personal}
      </label>
      <p id={`${id}-hint`} className="text-sm text-ink-soft">
        {words.personalHint} {isLocked ? words.locked : words.noneDetected}
      </p>
      {isLocked && <Findings findings={findings} label={words.detected} />}
    </div>
  )
}

function Findings({ findings, label }: { findings: readonly Finding[]; label: string }) {
  const { kinds } = useWords(documents)
  const language = useLanguage()
  return (
    <ul aria-label={label} className="mt-2 flex flex-col gap-1 text-sm">
      {findings.map(({ kind, count, examples }) => (
        <li key={kind} className="flex flex-wrap gap-x-2">
          <span className="font-medium">{kinds[kind](language, count)}</span>
          <span className="wrap-anywhere text-ink-soft">{examples.join(', ')}</span>
        </li>
      ))}
    </ul>
  )
}
