import type { KeptPrompt, PromptView } from '@coco/shared/prompts'
import { PROMPT_TEXT_MAX, PROMPT_TITLE_MAX } from '@coco/shared/prompt-limits'
import { useRef, useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { prompts as section } from '../../words/en/prompts.ts'
import { useWords } from '../../words/language.ts'
import { fullSentence } from './full-sentence.ts'

interface Props {
  /** Null: a new one. */
  prompt: PromptView | null
  tenantName: string
  mayShare: boolean
  openedBy: string
  onKept: (prompt: PromptView) => void
  onClose: () => void
}

/** What a prompt is called, what it says and who has it. */
export function PromptDialog({ prompt, tenantName, mayShare, openedBy, onKept, onClose }: Props) {
  const words = useWords(section)
  const form = useRef<HTMLDivElement>(null)
  const [isHeldBack, setIsHeldBack] = useState(false)
  const create = trpc.prompts.create.useMutation()
  const update = trpc.prompts.update.useMutation()
  const keep = prompt ? update : create
  const full = keep.data?.outcome === 'full' ? keep.data : null

  // A shared one that somebody else wrote stays shared: only its author takes it back.
  const choosesSharing = mayShare && !(prompt?.isShared && !prompt.isOwn)

  function submit(element: HTMLFormElement) {
    if (keep.isPending) return
    const text = textIn(element, 'text').replaceAll('\r\n', '\n')
    const isShared = choosesSharing ? new FormData(element).has('sharing') : (prompt?.isShared ?? false)
    const written = { title: textIn(element, 'title'), text, isShared }
    const onSuccess = (kept: KeptPrompt) => kept.outcome === 'kept' && onKept(kept.prompt)
    if (prompt) update.mutate({ promptId: prompt.id, ...written }, { onSuccess })
    else create.mutate(written, { onSuccess })
  }

  /** Escape is pressed by mistake, too: what was written goes only with Cancel. */
  function onEscape() {
    const fields = form.current?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []
    if ([...fields].some(({ value, defaultValue }) => value !== defaultValue)) setIsHeldBack(true)
    else onClose()
  }

  const title = prompt ? words.dialog.edit : words.dialog.create
  return (
    <Dialog title={title} look="card" openedBy={openedBy} onClose={onEscape}>
      <div ref={form}>
        <Form onSubmit={submit} className="mt-4 flex flex-col gap-5">
          <Field
            name="title"
            label={words.dialog.title}
            hint={words.dialog.titleHint}
            defaultValue={prompt?.title ?? ''}
            autoComplete="off"
            maxLength={PROMPT_TITLE_MAX}
            required
          />
          <TextAreaField
            name="text"
            label={words.dialog.text}
            hint={words.dialog.textHint}
            longest={PROMPT_TEXT_MAX}
            dir="auto"
            rows={6}
            defaultValue={prompt?.text ?? ''}
            required
          />
          {choosesSharing && (
            <CheckboxGroup
              name="sharing"
              label={words.dialog.sharing}
              hint={null}
              options={[
                {
                  value: 'shared',
                  label: words.dialog.everybody(tenantName),
                  hint: words.dialog.everybodyHint,
                },
              ]}
              chosen={prompt?.isShared ? ['shared'] : []}
              needsOne={false}
            />
          )}
          {isHeldBack && (
            <p role="status" className="text-sm text-ink-soft">
              {words.dialog.heldBack}
            </p>
          )}
          <Alert text={full ? fullSentence(words.full, full) : errorSentence(keep.error)} />
          <DialogActions onCancel={onClose}>
            <Button type="submit" look="solid" aria-disabled={keep.isPending}>
              {words.dialog.keep}
            </Button>
          </DialogActions>
        </Form>
      </div>
    </Dialog>
  )
}
