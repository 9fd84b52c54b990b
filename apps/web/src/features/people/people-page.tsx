import type { NewLink, PersonView, SessionView } from '@coco/shared/identity-views'
import { UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { focusPageHeading, PageHeading } from '../../ui/page-heading.tsx'
import { parts } from '../../words/en/parts.ts'
import { people as peopleWords } from '../../words/en/people.ts'
import { useWords } from '../../words/language.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { OneTimeLinkDialog } from './one-time-link-dialog.tsx'
import { PeopleList } from './people-list.tsx'
import { actionsButtonId, type PersonAction } from './person-actions.ts'
import { RolesDialog } from './roles-dialog.tsx'

type Open =
  | { kind: 'nothing' }
  | { kind: 'invite' }
  | { kind: 'action'; action: PersonAction; person: PersonView }
  | { kind: 'link'; name: string; link: NewLink; joins: string | null; openedBy: string }

const INVITE_ID = 'invite'

/** Who belongs to the tenant, and what may be done about it. */
export function PeoplePage({ session }: { session: SessionView }) {
  const words = useWords(peopleWords)
  const { looking } = useWords(parts)
  const tenantName = session.tenant.name
  const managesAccounts = session.permissions.includes('manage_accounts')
  const people = trpc.people.list.useQuery()
  const utils = trpc.useUtils()
  const [open, setOpen] = useState<Open>({ kind: 'nothing' })
  const [outcome, setOutcome] = useState<string | null>(null)

  const close = () => setOpen({ kind: 'nothing' })

  async function finish(text: string, isGone: boolean) {
    await utils.people.list.invalidate()
    flushSync(() => {
      setOutcome(text)
      close()
    })
    // The row to which the dialog gave the focus back is about to go.
    if (isGone) focusPageHeading()
  }

  /** @param joins what the link lets somebody into who has an account already; null: it chooses a password */
  async function showLink(name: string, link: NewLink, openedBy: string, joins: string | null = null) {
    await utils.people.list.invalidate()
    setOutcome(null)
    setOpen({ kind: 'link', name, link, joins, openedBy })
  }

  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <PageHeading>{words.peopleIn(tenantName)}</PageHeading>
        <Button id={INVITE_ID} look="solid" onClick={() => setOpen({ kind: 'invite' })}>
          <UserRoundPlus aria-hidden size={16} strokeWidth={1.75} />
          {words.inviteSomebody}
        </Button>
      </div>
      <div className="mt-5 flex flex-col gap-4">
        <Outcome text={outcome} />
        <Alert text={errorSentence(people.error)} />
        {people.isPending && <p className="text-sm text-ink-soft">{looking}</p>}
        {people.data && people.data.length > 0 && (
          <PeopleList
            people={people.data}
            managesAccounts={managesAccounts}
            onChoose={(action, person) => setOpen({ kind: 'action', action, person })}
          />
        )}
        {people.data?.every(({ isYou }) => isYou) && (
          <p className="text-sm text-ink-soft">{words.nobodyElse(tenantName)}</p>
        )}
      </div>

      {open.kind === 'invite' && (
        <InviteDialog
          tenantName={tenantName}
          openedBy={INVITE_ID}
          onInvited={({ person, link, joins }) =>
            void showLink(person.name, link, INVITE_ID, joins === 'with_link' ? tenantName : null)
          }
          onClose={close}
        />
      )}
      {open.kind === 'link' && (
        <OneTimeLinkDialog
          name={open.name}
          link={open.link}
          joins={open.joins}
          openedBy={open.openedBy}
          onClose={close}
        />
      )}
      {open.kind === 'action' && (
        <PersonDialog
          action={open.action}
          person={open.person}
          tenantName={tenantName}
          onDone={(text) => void finish(text, open.action === 'remove' || open.action === 'erase')}
          onLink={(link) => void showLink(open.person.name, link, actionsButtonId(open.person))}
          onClose={close}
        />
      )}
    </>
  )
}

interface PersonDialogProps {
  action: PersonAction
  person: PersonView
  tenantName: string
  onDone: (outcome: string) => void
  onLink: (link: NewLink) => void
  onClose: () => void
}

function PersonDialog({ action, onLink, ...rest }: PersonDialogProps) {
  if (action === 'roles') return <RolesDialog {...rest} />
  if (action === 'erase') return <EraseDialog person={rest.person} onDone={rest.onDone} onClose={rest.onClose} />
  return <ConfirmDialog action={action} onLink={onLink} {...rest} />
}
