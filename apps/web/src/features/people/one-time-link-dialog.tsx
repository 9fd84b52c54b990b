import type { NewLink } from '@coco/shared/identity-views'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Moment } from '../../ui/moment.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { parts } from '../../words/en/parts.ts'
import { people } from '../../words/en/people.ts'
import { useWords } from '../../words/language.ts'

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
  const words = useWords(people).link
  const { done } = useWords(parts)
  return (
    <Dialog title={words.title(name)} look="card" openedBy={openedBy} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-4">
        <p className="text-sm text-ink-soft">
          {joins === null ? words.choosesPassword(name) : words.joins(name, joins)}{' '}
          <Sentence say={words.worksOnce} parts={[<Moment key="until" at={link.expiresAt} />]} />
        </p>
        <SecretText copyLabel={words.copy} text={location.origin + link.path} />
        <Button look="solid" className="self-end" onClick={onClose}>
          {done}
        </Button>
      </div>
    </Dialog>
  )
}
