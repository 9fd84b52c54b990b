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
import { people } from '../../words/en/people.ts'
import { useWords } from '../../words/language.ts'
import { actionsButtonId } from './person-actions.ts'

interface Props {
  person: PersonView
  onDone: (outcome: string) => void
  onClose: () => void
}

/** The one thing here that cannot be undone: it asks for the address to be typed. */
export function EraseDialog({ person, onDone, onClose }: Props) {
  const words = useWords(people).erasure
  const [isOther, setIsOther] = useState(false)
  const erase = trpc.people.erase.useMutation({
    onSuccess: () => onDone(words.outcome(person.name)),
  })

  function submit(form: HTMLFormElement) {
    const isSame = textIn(form, 'email').trim().toLowerCase() === person.email.toLowerCase()
    setIsOther(!isSame)
    if (isSame && !erase.isPending) erase.mutate({ personId: person.id })
  }

  return (
    <Dialog title={words.title(person.name)} look="card" openedBy={actionsButtonId(person)} onClose={onClose}>
      <Form onSubmit={submit} className="mt-3 flex flex-col gap-5">
        <p className="text-ink-soft">{words.effect}</p>
        <Field
          name="email"
          label={words.email}
          hint={person.email}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <Alert text={isOther ? words.otherAddress : errorSentence(erase.error)} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="danger" aria-disabled={erase.isPending}>
            {words.erase(person.name)}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
