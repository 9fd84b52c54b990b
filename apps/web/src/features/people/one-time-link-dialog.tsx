import type { NewLink } from '@coco/shared/identity-views'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Moment } from '../../ui/moment.tsx'
import { SecretText } from '../../ui/secret-text.tsx'

interface Props {
  name: string
  link: NewLink
  /** The tenant that they join with it and with their account; null: whoever opens it chooses the password. */
  joins: string | null
  openedBy: string
  onClose: () => void
}

/** A link that was just made: the one time that it is shown. Coco sends no mail, so an admin passes it on. */
export function OneTimeLinkDialog({ name, link, joins, openedBy, onClose }: Props) {
  return (
    <Dialog title={`The link for ${name}`} look="card" openedBy={openedBy} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-4">
        <p className="text-sm text-ink-soft">
          {joins === null
            ? `Give it to ${name} and to nobody else: whoever opens it chooses the password.`
            : `${name} has an account already. Give them this link: they join ${joins} when they use it and sign in.`}{' '}
          It works once, until <Moment at={link.expiresAt} />, and is not shown again.
        </p>
        <SecretText label="link" text={location.origin + link.path} />
        <Button look="solid" className="self-end" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  )
}
