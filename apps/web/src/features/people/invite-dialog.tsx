import type { InvitedPerson } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { roleChoices, rolesIn } from '../../lib/role-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { people } from '../../words/en/people.ts'
import { useWords } from '../../words/language.ts'

interface Props {
  tenantName: string
  openedBy: string
  onInvited: (invited: InvitedPerson) => void
  onClose: () => void
}

/** Somebody new in the tenant, with what they may do. */
export function InviteDialog({ tenantName, openedBy, onInvited, onClose }: Props) {
  const words = useWords(people).invitation
  const invite = trpc.people.invite.useMutation({ onSuccess: onInvited })

  function submit(form: HTMLFormElement) {
    if (invite.isPending) return
    invite.mutate({ email: textIn(form, 'email'), name: textIn(form, 'name'), roles: rolesIn(form) })
  }

  return (
    <Dialog title={words.title(tenantName)} look="card" openedBy={openedBy} onClose={onClose}>
      <Form onSubmit={submit} className="mt-4 flex flex-col gap-4">
        <Field
          name="email"
          label={words.email}
          hint={null}
          type="email"
          autoComplete="off"
          required
          autoCapitalize="none"
          spellCheck={false}
        />
        <Field name="name" label={words.name} hint={words.nameHint} autoComplete="off" maxLength={100} required />
        <CheckboxGroup
          name="roles"
          label={words.roles}
          hint={null}
          options={roleChoices()}
          chosen={['member']}
          needsOne
        />
        <Alert text={errorSentence(invite.error)} />
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="solid" aria-disabled={invite.isPending}>
            {words.invite}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
