import type { ApiKeyView, NewApiKey } from '@coco/shared/api-keys'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { keys } from '../../words/en/keys.ts'
import { useWords } from '../../words/language.ts'
import { keyActionsId } from './key-facts.ts'

interface Props {
  apiKey: ApiKeyView
  onMade: (made: NewApiKey) => void
  onClose: () => void
}

/** A new text for the same key; the old one works on for a while, so that nothing stops in between. */
export function RotateKeyDialog({ apiKey, onMade, onClose }: Props) {
  const words = useWords(keys).rotation
  const rotate = trpc.apiKeys.rotate.useMutation({ onSuccess: onMade })

  function submit(form: HTMLFormElement) {
    if (rotate.isPending) return
    rotate.mutate({ keyId: apiKey.id, overlapHours: Number(textIn(form, 'overlapHours')) })
  }

  return (
    <Dialog title={words.title(apiKey.name)} look="card" openedBy={keyActionsId(apiKey)} onClose={onClose}>
      <Form onSubmit={submit} className="mt-3 flex flex-col gap-5">
        <p className="text-ink-soft">{words.effect}</p>
        <Field
          name="overlapHours"
          label={words.overlap}
          hint={words.overlapHint}
          type="number"
          inputMode="numeric"
          min={0}
          max={720}
          step={1}
          defaultValue={24}
          required
        />
        <Alert text={errorSentence(rotate.error)} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="solid" aria-disabled={rotate.isPending}>
            {words.make}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
