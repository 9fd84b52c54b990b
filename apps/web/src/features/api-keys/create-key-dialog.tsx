import type { NewApiKey } from '@coco/shared/api-keys'
import { useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { keyRoleChoices, rolesIn } from '../../lib/role-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { keys } from '../../words/en/keys.ts'
import { useWords } from '../../words/language.ts'
import { endOfDay, tomorrow } from './key-facts.ts'

interface Props {
  openedBy: string
  onMade: (made: NewApiKey) => void
  onClose: () => void
}

/** What a key is called and what it may do; all but the name can be left as it is. */
export function CreateKeyDialog({ openedBy, onMade, onClose }: Props) {
  const words = useWords(keys).creation
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
    <Dialog title={words.title} look="card" openedBy={openedBy} onClose={onClose}>
      <Form onSubmit={submit} className="mt-4 flex flex-col gap-5">
        <Field name="name" label={words.name} hint={words.nameHint} autoComplete="off" maxLength={100} required />
        <CheckboxGroup
          name="roles"
          label={words.roles}
          hint={null}
          options={keyRoleChoices()}
          chosen={['member']}
          needsOne
        />
        <Field name="lastDay" label={words.lastDay} hint={words.lastDayHint} type="date" min={firstDay} />
        {choices.length > 0 && (
          <details>
            <summary className="min-h-6 cursor-pointer text-sm font-medium">{words.certainModels}</summary>
            <div className="mt-2">
              <CheckboxGroup
                name="models"
                label={words.models}
                hint={words.modelsHint}
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
            {words.create}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
