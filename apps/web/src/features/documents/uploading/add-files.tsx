import { DOCUMENT_TYPES } from '@coco/shared/document-limits'
import { ClipboardPaste, FilePlus2 } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../../ui/button.tsx'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { DropTarget, type TakeFiles } from './drop-target.tsx'

export const PASTE_ID = 'paste-text'

interface Props {
  onFiles: TakeFiles
  onPaste: () => void
}

/** The ways in for new documents: files by a button or dropped on the page, and text. */
export function AddFiles({ onFiles, onPaste }: Props) {
  const words = useWords(uploads)
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-dashed border-line-strong px-4 py-4">
      <Button look="solid" onClick={() => input.current?.click()}>
        <FilePlus2 aria-hidden size={16} strokeWidth={1.75} />
        {words.add}
      </Button>
      <Button look="outline" id={PASTE_ID} onClick={onPaste}>
        <ClipboardPaste aria-hidden size={16} strokeWidth={1.75} />
        {words.paste}
      </Button>
      <p className="min-w-48 flex-1 text-sm text-ink-soft">{words.drop}</p>
      {/* The button stands for it: a file field cannot be worded in the language of the page. */}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ENDINGS}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          // The same file again is a change again.
          target.value = ''
        }}
      />
      <DropTarget onFiles={onFiles} />
    </div>
  )
}

const ENDINGS = Object.keys(DOCUMENT_TYPES)
  .concat('htm', 'markdown')
  .map((ending) => `.${ending}`)
  .join(',')
