import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import { classes } from './classes.ts'
import { focusPageHeading } from './page-heading.tsx'

const LOOKS = {
  /** In the middle of the screen. */
  card: 'm-auto max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] rounded-lg border p-5 sm:p-6',
  /** The same, for what is read in it. */
  wide: 'm-auto max-h-[calc(100dvh-2rem)] w-[min(46rem,calc(100vw-2rem))] rounded-lg border p-5 sm:p-6',
  /** From the side where reading begins, as high as the screen; a click beside it closes it. */
  drawer: 'm-0 h-dvh max-h-dvh w-[calc(min(20rem,85vw)+env(safe-area-inset-left))] border-e',
}

interface Props {
  title: string
  look: keyof typeof LOOKS
  /**
   * The id of what opened it: there the focus goes afterwards, or to the page's heading where that is gone. Null for a key
   * pressed anywhere: the browser gives the focus back to where it was.
   */
  openedBy: string | null
  /** Somebody pressed Escape, or beside a drawer. The dialog is open as long as it is rendered. */
  onClose: () => void
  children: ReactNode
}

/**
 * The browser's own modal dialog: what lies behind cannot be reached, by Tab neither, and no style element is written
 * into the page, which the content security policy forbids.
 */
export function Dialog({ title, look, openedBy, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  const close = useEffectEvent(onClose)

  // What the browser asks: Escape is `cancel`, and with a second one `close`; a press on the backdrop hits the dialog itself.
  // Before it is shown, so that no press comes too early, and once, so that none falls between two listeners.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const listening = new AbortController()
    const listen = (type: string, wants: () => boolean) =>
      dialog.addEventListener(
        type,
        (event) => {
          if (event.target !== dialog || !wants()) return
          event.preventDefault()
          close()
        },
        { signal: listening.signal },
      )
    listen('cancel', () => true)
    // Not the end that React itself made, of which the browser tells when this element is gone. Whoever renders the dialog may
    // want to keep it, with what is written in it: it is open until they do not render it.
    listen('close', () => {
      if (dialog.open || !dialog.isConnected) return false
      dialog.showModal()
      return true
    })
    listen('click', () => look === 'drawer')
    return () => listening.abort()
  }, [look])

  // Before React takes the element away: a dialog that is removed while it is open gives the focus to nobody.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (openedBy === null) return
      const opener = document.getElementById(openedBy)
      if (opener) opener.focus()
      else focusPageHeading()
    }
  }, [openedBy])

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      className={classes(
        'appear overflow-y-auto overscroll-contain border-line bg-raised text-ink shadow-high backdrop:bg-scrim',
        LOOKS[look],
      )}
    >
      {/* A drawer has no padding of its own, so that a click on the element itself is one beside what is in it. */}
      <div className={classes(look === 'drawer' && 'min-h-full ps-[env(safe-area-inset-left)]')}>
        <h2
          id={titleId}
          className={look === 'drawer' ? 'sr-only' : 'line-clamp-3 font-serif text-xl text-balance wrap-anywhere'}
        >
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
