import type { PersonView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { ROLE_CHOICES, rolesIn } from '../../lib/role-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { actionsButtonId } from './person-actions.ts'

interface Props {
  person: PersonView
  tenantName: string
  onDone: (outcome: string) => void
  onClose: () => void
}

/** What somebody may do in this tenant. */
export function RolesDialog({ person, tenantName, onDone, onClose }: Props) {
  const setRoles = trpc.people.setRoles.useMutation({
    onSuccess: () => onDone(`The roles of ${person.name} are saved.`),
  })
  return (
    <Dialog title={`Roles of ${person.name}`} look="card" openedBy={actionsButtonId(person)} onClose={onClose}>
      <Form
        className="mt-4 flex flex-col gap-4"
        onSubmit={(form) => {
          if (!setRoles.isPending) setRoles.mutate({ personId: person.id, roles: rolesIn(form) })
        }}
      >
        <CheckboxGroup
          name="roles"
          label={`In ${tenantName}`}
          hint="A change counts at once, also where they are signed in."
          options={ROLE_CHOICES}
          chosen={person.roles}
          needsOne
        />
        <Alert text={errorSentence(setRoles.error)} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="solid" aria-disabled={setRoles.isPending}>
            Save roles
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
