import { FileDown } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { droppedFiles, holdsFiles } from './dropped-files.ts'

export type TakeFiles = (files: readonly File[], folders?: readonly File[]) => void

/** The whole page takes files that are dropped on it; shown only while some are over it. */
export function DropTarget({ onFiles }: { onFiles: TakeFiles }) {
  const words = useWords(uploads)
  const [isOver, setIsOver] = useState(false)
  const take = useEffectEvent(onFiles)

  useEffect(() => {
    const listening = new AbortController()
    const listen = (type: 'dragover' | 'dragleave' | 'drop', hear: (event: DragEvent) => void) =>
      addEventListener(type, (event) => holdsFiles(event) && hear(event), { signal: listening.signal })
    listen('dragover', (event) => {
      // Without this a browser opens what is dropped, in place of the page.
      event.preventDefault()
      setIsOver(true)
    })
    listen('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) setIsOver(false)
    })
    listen('drop', (event) => {
      event.preventDefault()
      setIsOver(false)
      if (!event.dataTransfer) return
      const { files, folders } = droppedFiles(event.dataTransfer)
      take(files, folders)
    })
    return () => listening.abort()
  }, [])

  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-20 flex items-center justify-center bg-scrim p-4">
      <p className="flex items-center gap-3 rounded-lg border-2 border-dashed border-accent bg-raised px-6 py-5 font-medium shadow-high">
        <FileDown aria-hidden size={20} strokeWidth={1.75} />
        {words.dropHere}
      </p>
    </div>
  )
}
