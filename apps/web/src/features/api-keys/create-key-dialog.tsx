import type { NewApiKey } from '@coco/shared/api-keys'
import { useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { KEY_ROLE_CHOICES, rolesIn } from '../../lib/role-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { endOfDay, tomorrow } from './key-facts.ts'

interface Props {
  openedBy: string
  onMade: (made: NewApiKey) => void
  onClose: () => void
}

/** What a key is called and what it may do; all but the name can be left as it is. */
export function CreateKeyDialog({ openedBy, onMade, onClose }: Props) {
  const create = trpc.apiKeys.create.useMutation({ onSuccess: onMade })
  const models = trpc.models.list.useQuery()
  const [firstDay] = useState(() => tomorrow(new Date()))
  const choices = (models.data ?? []).map(({ id }) => ({ value: id, label: id, hint: null }))

  function submit(form: HTMLFormElement) {
    if (create.isPending) return
    const chosen = new FormData(form).getAll('models').map(String)
    create.mutate({
      name: textIn(form, 'name'),
      roles: rolesIn(form),
      models: chosen.length > 0 ? chosen : null,
      expiresAt: endOfDay(textIn(form, 'lastDay')),
    })
  }

  return (
    <Dialog title="Create an API key" look="card" openedBy={openedBy} onClose={onClose}>
      <Form onSubmit={submit} className="mt-4 flex flex-col gap-5">
        <Field
          name="name"
          label="Name"
          hint="What uses it, as in “Nightly report”."
          autoComplete="off"
          maxLength={100}
          required
        />
        <CheckboxGroup name="roles" label="Roles" hint={null} options={KEY_ROLE_CHOICES} chosen={['member']} needsOne />
        <Field
          name="lastDay"
          label="Last day"
          hint="Without one it works until it is revoked."
          type="date"
          min={firstDay}
        />
        {choices.length > 0 && (
          <details>
            <summary className="min-h-6 cursor-pointer text-sm font-medium">Only certain models</summary>
            <div className="mt-2">
              <CheckboxGroup
                name="models"
                label="Models that this key may name"
                hint="With none ticked, every model that Snowflake allows. Ticking one that Snowflake does not allow changes nothing."
                options={choices}
                chosen={[]}
                needsOne={false}
              />
            </div>
          </details>
        )}
        <Alert text={errorSentence(create.error)} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="solid" aria-disabled={create.isPending}>
            Create key
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
