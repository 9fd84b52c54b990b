import { CircleCheck, FileText, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { fileSize } from './file-size.ts'

const ICONS: Record<'going' | 'done' | 'failed', { icon: LucideIcon; colour: string }> = {
  going: { icon: FileText, colour: 'text-ink-soft' },
  done: { icon: CircleCheck, colour: 'text-accent' },
  failed: { icon: TriangleAlert, colour: 'text-danger' },
}

interface Props {
  /** Where the focus goes when what had it in this row is gone. */
  id?: string
  name: string
  bytes: number
  look: keyof typeof ICONS
  status: string
  /** From 0 to 1; null where nobody can say. */
  share: number | null
  /** Why it did not work; null when it does. */
  problem: ReactNode
  actions: ReactNode
}

/** One file on its way: what it is called, how far it is, and what can be done with it. */
export function UploadFrame({ id, name, bytes, look, status, share, problem, actions }: Props) {
  const words = useWords(uploads)
  const { icon: Icon, colour } = ICONS[look]
  return (
    <li id={id} tabIndex={-1} className="flex items-start gap-3 py-3 outline-none">
      <Icon aria-hidden size={20} strokeWidth={1.75} className={`mt-0.5 shrink-0 ${colour}`} />
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1.5">
        <div className="min-w-40 flex-1">
          <p dir="auto" className="font-medium wrap-anywhere">
            {name}
          </p>
          <p className="text-sm text-ink-soft">
            {status}
            <span aria-hidden> · </span>
            <span className="whitespace-nowrap">{fileSize(bytes)}</span>
          </p>
          {share !== null && (
            <progress
              aria-label={words.progressOf(name)}
              value={share}
              className="mt-1.5 block h-2 w-full max-w-80 accent-accent"
            />
          )}
          {problem !== null && <div className="mt-1 text-sm">{problem}</div>}
        </div>
        <div className="flex flex-wrap gap-2">{actions}</div>
      </div>
    </li>
  )
}
