import { useEffect } from 'react'
import { holdsFiles } from './uploading/dropped-files.ts'

/** Where no files are taken, one that is dropped must not be opened in place of the page. */
export function useNoDrops(isHere: boolean) {
  useEffect(() => {
    if (!isHere) return
    const refuse = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    }
    addEventListener('dragover', refuse)
    addEventListener('drop', refuse)
    return () => {
      removeEventListener('dragover', refuse)
      removeEventListener('drop', refuse)
    }
  }, [isHere])
}
