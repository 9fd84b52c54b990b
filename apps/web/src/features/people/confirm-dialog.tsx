import type { NewLink, PersonView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useLanguage } from '../../words/language.ts'
import { type ConfirmedAction, confirmationWords } from './confirmation-words.ts'
import { actionsButtonId } from './person-actions.ts'

interface Props {
  action: ConfirmedAction
  person: PersonView
  tenantName: string
  onDone: (outcome: string) => void
  onLink: (link: NewLink) => void
  onClose: () => void
}

/** One more question, by name, with what the answer will do. */
export function ConfirmDialog({ action, person, tenantName, onDone, onLink, onClose }: Props) {
  useLanguage()
  const words = confirmationWords(action, person.name, tenantName)
  const onSuccess = () => onDone(words.outcome)
  const remove = trpc.people.remove.useMutation({ onSuccess })
  const deactivate = trpc.people.deactivate.useMutation({ onSuccess })
  const reactivate = trpc.people.reactivate.useMutation({ onSuccess })
  const resetLink = trpc.people.resetLink.useMutation({ onSuccess: onLink })
  const call = { remove, deactivate, reactivate, reset_link: resetLink }[action]

  return (
    <Dialog title={words.title} look="card" openedBy={actionsButtonId(person)} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-5">
        <p className="text-ink-soft">{words.effect}</p>
        <Alert text={errorSentence(call.error)} />
        <DialogActions onCancel={onClose}>
          <Button
            look={action === 'remove' || action === 'deactivate' ? 'danger' : 'solid'}
            aria-disabled={call.isPending}
            onClick={() => {
              if (!call.isPending) call.mutate({ personId: person.id })
            }}
          >
            {words.button}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
