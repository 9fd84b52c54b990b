import type { PersonView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { roleChoices, rolesIn } from '../../lib/role-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { people } from '../../words/en/people.ts'
import { useWords } from '../../words/language.ts'
import { actionsButtonId } from './person-actions.ts'

interface Props {
  person: PersonView
  tenantName: string
  onDone: (outcome: string) => void
  onClose: () => void
}

/** What somebody may do in this tenant. */
export function RolesDialog({ person, tenantName, onDone, onClose }: Props) {
  const words = useWords(people).roles
  const setRoles = trpc.people.setRoles.useMutation({
    onSuccess: () => onDone(words.saved(person.name)),
  })
  return (
    <Dialog title={words.title(person.name)} look="card" openedBy={actionsButtonId(person)} onClose={onClose}>
      <Form
        className="mt-4 flex flex-col gap-4"
        onSubmit={(form) => {
          if (!setRoles.isPending) setRoles.mutate({ personId: person.id, roles: rolesIn(form) })
        }}
      >
        <CheckboxGroup
          name="roles"
          label={words.inTenant(tenantName)}
          hint={words.hint}
          options={roleChoices()}
          chosen={person.roles}
          needsOne
        />
        <Alert text={errorSentence(setRoles.error)} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="solid" aria-disabled={setRoles.isPending}>
            {words.save}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
