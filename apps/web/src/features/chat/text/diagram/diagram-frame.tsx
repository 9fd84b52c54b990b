import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { text } from '../../../../words/en/text.ts'
import { useWords } from '../../../../words/language.ts'
import { ScrollBox } from '../paint/scroll-box.tsx'
import type { DrawingFailure } from './drawing-failure.ts'
import { isPageDark, onPageThemeChange } from './page-theme.ts'
import { type DrawRequest, readFrameMessage } from './frame-messages.ts'

/** The frame itself is large and comes over the network; drawing should not take long. */
const LOADING_MS = 20_000
const DRAWING_MS = 5_000

interface Props {
  source: string
  onFailure: (failure: DrawingFailure) => void
}

/**
 * Draws in a page of its own, of no origin and without a network (see `diagram-frame/` and the server's policy for it). What
 * does not answer in time is removed with everything that runs in it. That protects only where the browser gives such a frame
 * a process of its own (Chromium): in Firefox and Safari a drawing that hangs holds up this page and its timer, too, and only
 * the limits on size (`drawable.ts`) protect.
 */
export function DiagramFrame({ source, onFailure }: Props) {
  const words = useWords(text)
  const isDark = useSyncExternalStore(onPageThemeChange, isPageDark)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  const frameRef = useRef<HTMLIFrameElement>(null)
  const isReadyRef = useRef(false)

  // The other system is the frame: asked once it is ready, and again for each theme.
  useEffect(() => {
    const frame = frameRef.current
    if (!frame) return
    let timer = setTimeout(() => onFailure('tooSlow'), LOADING_MS)
    function ask() {
      clearTimeout(timer)
      timer = setTimeout(() => onFailure('tooSlow'), DRAWING_MS)
      const request: DrawRequest = { source, isDark, background: backgroundBehind(frame) }
      // Its origin is opaque and has no name to address.
      frame?.contentWindow?.postMessage(request, '*')
    }
    function hear(event: MessageEvent) {
      if (event.source !== frame?.contentWindow) return
      const message = readFrameMessage(event.data)
      // Once: each time anew, a frame could put its deadline off for ever.
      if (message?.kind === 'ready' && !isReadyRef.current) {
        isReadyRef.current = true
        ask()
      }
      if (message?.kind === 'failed') onFailure('notUnderstood')
      if (message?.kind === 'drawn') {
        clearTimeout(timer)
        setSize(message)
      }
    }
    window.addEventListener('message', hear)
    if (isReadyRef.current) ask()
    return () => {
      clearTimeout(timer)
      window.removeEventListener('message', hear)
    }
  }, [source, isDark, onFailure])

  return (
    <>
      {size === null && <p className="px-3.5 py-3 text-sm text-ink-soft">{words.drawing}</p>}
      <ScrollBox label={words.diagram}>
        <iframe
          ref={frameRef}
          src="/diagram-frame.html"
          title={words.diagram}
          sandbox="allow-scripts"
          referrerPolicy="no-referrer"
          style={size === null ? { width: '100%', height: 0 } : { width: size.width, height: size.height }}
          className="mx-auto block"
        />
      </ScrollBox>
    </>
  )
}

function backgroundBehind(frame: HTMLElement | null): string {
  const block = frame?.closest('.prose-block')
  return block ? getComputedStyle(block).backgroundColor : 'transparent'
}
