import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { errorSentence } from '../../../../lib/error-sentence.ts'
import { trpc } from '../../../../lib/trpc.ts'
import { Alert } from '../../../../ui/alert.tsx'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { DialogActions } from '../../../../ui/dialog-actions.tsx'
import { Form } from '../../../../ui/form.tsx'
import { parts } from '../../../../words/en/parts.ts'
import { sources as sourceWords } from '../../../../words/en/sources.ts'
import { useWords } from '../../../../words/language.ts'
import type { ParametersProps } from '../parameters/parameters-button.tsx'
import { DocumentTagChoice } from './document-tag-choice.tsx'

interface Props extends ParametersProps {
  openedBy: string
  onClose: () => void
}

/** Whether the answers of this chat are given from documents, and from those with which tags. */
export function DocumentsDialog({ openedBy, tenantName, parameters, onSave, onClose }: Props) {
  const words = useWords(sourceWords).asking
  const { looking } = useWords(parts)
  const id = useId()
  const tags = trpc.documents.tags.useQuery(undefined, { gcTime: 0 })
  const [isOn, setIsOn] = useState(parameters.documents !== null)
  const [chosen, setChosen] = useState<readonly string[]>(parameters.documents?.tags ?? [])
  const [saving, setSaving] = useState<'not' | 'now' | { error: unknown }>('not')

  async function save() {
    if (saving === 'now') return
    setSaving('now')
    try {
      await onSave({ ...parameters, documents: isOn ? { tags: [...chosen] } : null })
      onClose()
    } catch (error) {
      setSaving({ error })
    }
  }

  return (
    <Dialog title={words.title} look="card" openedBy={openedBy} onClose={onClose}>
      <p className="mt-1 text-sm text-ink-soft">{words.about(tenantName)}</p>
      <Form className="mt-4 flex flex-col gap-4" onSubmit={() => void save()}>
        <div className="flex items-center gap-3">
          <input
            type="checkbox"
            id={id}
            checked={isOn}
            onChange={(event) => setIsOn(event.target.checked)}
            className="size-6 shrink-0 accent-accent"
          />
          <label htmlFor={id} className="touch-target flex items-center font-medium">
            {words.isOn}
          </label>
        </div>
        {isOn && tags.isPending && <p className="text-sm text-ink-soft">{looking}</p>}
        {isOn && tags.isError && <p className="text-sm text-ink-soft">{words.notRead}</p>}
        {isOn && (tags.data || chosen.length > 0) && (
          <DocumentTagChoice tags={tags.data ?? []} chosen={chosen} onChange={setChosen} />
        )}
        <Link
          to="/documents"
          className="touch-target inline-flex min-h-9 items-center self-start text-sm text-accent-strong underline underline-offset-2"
        >
          {words.toDocuments}
        </Link>
        <Alert text={typeof saving === 'object' ? errorSentence(saving.error) : null} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="solid" aria-disabled={saving === 'now'}>
            {saving === 'now' ? words.saving : words.save}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
