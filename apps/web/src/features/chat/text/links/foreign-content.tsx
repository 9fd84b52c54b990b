import { ImageOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { Citations } from '../../sources/citations.ts'
import { text as english } from '../../../../words/en/text.ts'
import { useWords, wordsOf } from '../../../../words/language.ts'
import { linkTarget } from './link-target.ts'

interface LinkProps {
  address: string | undefined
  /** What stands in the link, without marks. */
  text: string
  children?: ReactNode
}

/**
 * A link out of an answer: it opens beside the chat, tells the other side nothing, and shows where it goes, also beside its text
 * when the text says something else.
 */
export function AnswerLink({ address, text, children }: LinkProps) {
  const words = useWords(english)
  const target = linkTarget(address, text)
  if (!target)
    return (
      <span title={words.noAddress}>
        {children} {words.blocked}
      </span>
    )
  return (
    <>
      <a href={target.href} title={target.href} target="_blank" rel="noopener noreferrer nofollow">
        <bdi>
          {/* No button inside a link. */}
          <Citations value={null}>{children}</Citations>
        </bdi>
      </a>
      {target.shownHost !== null && (
        <bdi className="prose-host">
          {' '}
          ({target.shownHost}
          {target.isLookAlike && `, ${words.lookAlike}`})
        </bdi>
      )}
    </>
  )
}

/** Loading a picture tells its host who reads which answer, so none is loaded: what it is, where it would be, and the way there. */
export function AnswerImage({ address, alt }: { address: string | undefined; alt: string }) {
  const words = useWords(english)
  const target = linkTarget(address, alt)
  const label = words.imageNotLoaded(alt, hostOf(address))
  return (
    <span className="my-1 inline-flex max-w-full items-center gap-2 rounded-sm border border-line bg-sunken px-2 py-1 text-sm text-ink-soft">
      <ImageOff aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        {target ? (
          <a href={target.href} title={target.href} target="_blank" rel="noopener noreferrer nofollow">
            {label}
          </a>
        ) : (
          label
        )}
      </span>
    </span>
  )
}

/** The full host of an address; for what has none, the kind of address. */
export function hostOf(address: string | undefined): string {
  const words = wordsOf(english)
  if (address === undefined || address === '') return words.hostOfNothing
  const url = URL.parse(address)
  return url ? url.host || url.protocol : words.noValidAddress
}
