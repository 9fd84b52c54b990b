import { useLocation, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'

/** The same address: only what lies over it changes. */
const HERE = { to: '.', search: true, hash: true, resetScroll: false } as const
const OPEN = { isListOpen: true } as object
const CLOSED = {} as object

/**
 * The list as a drawer over the page. It is an entry of its own in the browser's history: Back closes it first, and going
 * anywhere leaves it behind.
 */
export function useListDrawer(isWide: boolean) {
  const router = useRouter()
  const isOpen = useLocation({ select: ({ state }) => 'isListOpen' in state })
  const isClosing = useRef(false)

  const shut = useCallback(() => void router.navigate({ ...HERE, replace: true, state: CLOSED }), [router])
  useEffect(() => {
    isClosing.current = false
    // Beside the text there is no drawer, and none comes back when the window is narrow again.
    if (isOpen && isWide) shut()
  }, [isOpen, isWide, shut])

  const open = useCallback(() => void router.navigate({ ...HERE, state: OPEN }), [router])
  const close = useCallback(() => {
    // Escape may come twice before the browser has gone back once.
    if (isClosing.current) return
    isClosing.current = true
    if (router.history.canGoBack()) router.history.back()
    else shut()
  }, [router, shut])
  return { isOpen: isOpen && !isWide, open, close }
}
