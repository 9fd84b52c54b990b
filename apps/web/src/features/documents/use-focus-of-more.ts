import { useEffect } from 'react'

/** The button for more goes with the last of it, and the focus with the button: it moves on to the first that has come. */
export function useFocusOfMore({ isComplete, firstNewId }: { isComplete: boolean; firstNewId: string | null }) {
  useEffect(() => {
    if (!isComplete || firstNewId === null || document.activeElement !== document.body) return
    document.getElementById(firstNewId)?.focus()
  }, [isComplete, firstNewId])
}
