import { ImageOff } from 'lucide-react'
import type { ReactNode } from 'react'

/** A link out of an answer: it opens beside the chat, tells the other side nothing, and shows where it goes. */
export function SafeLink({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** Loading a picture tells its host who reads which answer, so none is loaded: only what it is and where it would be. */
export function BlockedImage({ src, alt }: { src?: string | Blob | undefined; alt?: string | undefined }) {
  return (
    <span className="my-1 inline-flex max-w-full items-center gap-2 rounded-sm border border-line bg-sunken px-2 py-1 text-sm text-ink-soft">
      <ImageOff aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        {alt ? `Image not loaded: ${alt}` : 'Image not loaded'} ({hostOf(src)})
      </span>
    </span>
  )
}

/** The full host of an address; for what has none, the kind of address. */
export function hostOf(src: unknown): string {
  if (typeof src !== 'string' || src === '') return 'no address'
  try {
    const { host, protocol } = new URL(src)
    return host || protocol
  } catch {
    return 'no valid address'
  }
}
