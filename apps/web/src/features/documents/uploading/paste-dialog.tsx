import { DOCUMENT_TITLE_MAX, PASTED_TEXT_MAX } from '@coco/shared/document-limits'
import type { UploadView } from '@coco/shared/document-views'
import { useRef, useState } from 'react'
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
import { keepingSentence } from '../document-failure.ts'
import { PASTE_ID } from './add-files.tsx'
import { type DraftOwner, keepPasted, readPasted } from './pasted-draft.ts'

interface Props {
  owner: DraftOwner
  onRead: (upload: Pick<UploadView, 'id' | 'state'>) => void
  onClose: () => void
}

/** A text that is no file. */
export function PasteDialog({ owner, onRead, onClose }: Props) {
  const { pasting: words, reading } = useWords(uploads)
  const utils = trpc.useUtils()
  const form = useRef<HTMLDivElement>(null)
  const [isHeldBack, setIsHeldBack] = useState(false)
  const [kept] = useState(() => readPasted(owner))
  const isCancelled = useRef(false)
  const paste = trpc.documents.paste.useMutation({
    async onSuccess({ upload }) {
      if (!isCancelled.current) {
        keepPasted(owner, NOTHING)
        onRead(upload)
        return
      }
      // It has come all the same, and is not wanted any more.
      await utils.client.documents.discard.mutate({ uploadId: upload.id }).catch(() => {})
      await utils.documents.uploads.invalidate()
    },
  })

  function keep() {
    const [title, text] = [...fieldsIn(form.current)].map(({ value }) => value)
    keepPasted(owner, { title: title ?? '', text: text ?? '' })
  }

  function cancel() {
    isCancelled.current = true
    keepPasted(owner, NOTHING)
    onClose()
  }

  function submit(element: HTMLFormElement) {
    if (paste.isPending) return
    const text = textIn(element, 'text').replaceAll('\r\n', '\n')
    paste.mutate({ title: textIn(element, 'title'), text, format: 'markdown' })
  }

  /** Escape is pressed by mistake, too: what was written goes only with Cancel. */
  function onEscape() {
    if ([...fieldsIn(form.current)].some(({ value }) => value !== '')) setIsHeldBack(true)
    else cancel()
  }

  return (
    <Dialog title={words.title} look="wide" openedBy={PASTE_ID} onClose={onEscape}>
      {/* Over a reload, and the end of a session. */}
      <div ref={form} onInput={keep}>
        <Form onSubmit={submit} className="mt-4 flex flex-col gap-5">
          <Field
            name="title"
            defaultValue={kept.title}
            label={words.name}
            hint={null}
            autoComplete="off"
            maxLength={DOCUMENT_TITLE_MAX}
            dir="auto"
            required
          />
          <TextAreaField
            name="text"
            defaultValue={kept.text}
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
          <Alert text={keepingSentence(paste.error)} />
          <DialogActions onCancel={cancel}>
            <Button type="submit" look="solid" aria-disabled={paste.isPending}>
              {paste.isPending ? reading : words.go}
            </Button>
          </DialogActions>
        </Form>
      </div>
    </Dialog>
  )
}

const NOTHING = { title: '', text: '' }

const fieldsIn = (form: HTMLElement | null) =>
  form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []
