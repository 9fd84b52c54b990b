import type { PersonView } from '@coco/shared/identity-views'
import { useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { actionsButtonId } from './person-actions.ts'

interface Props {
  person: PersonView
  onDone: (outcome: string) => void
  onClose: () => void
}

/** The one thing here that cannot be undone: it asks for the address to be typed. */
export function EraseDialog({ person, onDone, onClose }: Props) {
  const [isOther, setIsOther] = useState(false)
  const erase = trpc.people.erase.useMutation({
    onSuccess: () => onDone(`${person.name} and everything that was theirs is erased.`),
  })

  function submit(form: HTMLFormElement) {
    const isSame = textIn(form, 'email').trim().toLowerCase() === person.email.toLowerCase()
    setIsOther(!isSame)
    if (isSame && !erase.isPending) erase.mutate({ personId: person.id })
  }

  return (
    <Dialog title={`Erase ${person.name} everywhere?`} look="card" openedBy={actionsButtonId(person)} onClose={onClose}>
      <Form onSubmit={submit} className="mt-3 flex flex-col gap-5">
        <p className="text-ink-soft">
          Their account, their sessions, and every conversation of theirs in every tenant are deleted for good. Only the
          audit record stays, which holds no text of theirs.
        </p>
        <Field
          name="email"
          label="Their e-mail address, to be sure"
          hint={person.email}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <Alert text={isOther ? 'That is another address.' : errorSentence(erase.error)} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="danger" aria-disabled={erase.isPending}>
            Erase {person.name} for good
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
