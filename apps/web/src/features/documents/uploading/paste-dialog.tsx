import { DOCUMENT_TITLE_MAX, PASTED_TEXT_MAX } from '@coco/shared/document-limits'
import type { UploadView } from '@coco/shared/document-views'
import { useRef, useState } from 'react'
import { errorSentence } from '../../../lib/error-sentence.ts'
import { trpc } from '../../../lib/trpc.ts'
import { Alert } from '../../../ui/alert.tsx'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog-actions.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form, textIn } from '../../../ui/form.tsx'
import { TextAreaField } from '../../../ui/text-area-field.tsx'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { PASTE_ID } from './add-files.tsx'

interface Props {
  onRead: (upload: Pick<UploadView, 'id' | 'state'>) => void
  onClose: () => void
}

/** A text that is no file. */
export function PasteDialog({ onRead, onClose }: Props) {
  const words = useWords(uploads).pasting
  const form = useRef<HTMLDivElement>(null)
  const [isHeldBack, setIsHeldBack] = useState(false)
  const paste = trpc.documents.paste.useMutation({ onSuccess: ({ upload }) => onRead(upload) })

  function submit(element: HTMLFormElement) {
    if (paste.isPending) return
    const text = textIn(element, 'text').replaceAll('\r\n', '\n')
    paste.mutate({ title: textIn(element, 'title'), text, format: 'markdown' })
  }

  /** Escape is pressed by mistake, too: what was written goes only with Cancel. */
  function onEscape() {
    const fields = form.current?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []
    if ([...fields].some(({ value }) => value !== '')) setIsHeldBack(true)
    else onClose()
  }

  return (
    <Dialog title={words.title} look="wide" openedBy={PASTE_ID} onClose={onEscape}>
      <div ref={form}>
        <Form onSubmit={submit} className="mt-4 flex flex-col gap-5">
          <Field
            name="title"
            label={words.name}
            hint={null}
            autoComplete="off"
            maxLength={DOCUMENT_TITLE_MAX}
            dir="auto"
            required
          />
          <TextAreaField
            name="text"
            label={words.text}
            hint={words.textHint}
            longest={PASTED_TEXT_MAX}
            dir="auto"
            rows={10}
            required
          />
          {isHeldBack && (
            <p role="status" className="text-sm text-ink-soft">
              {words.heldBack}
            </p>
          )}
          <Alert text={errorSentence(paste.error)} />
          <DialogActions onCancel={onClose}>
            <Button type="submit" look="solid" aria-disabled={paste.isPending}>
              {words.go}
            </Button>
          </DialogActions>
        </Form>
      </div>
    </Dialog>
  )
}
