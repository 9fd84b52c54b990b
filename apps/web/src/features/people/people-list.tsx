import type { PersonView } from '@coco/shared/identity-views'
import { Ellipsis } from 'lucide-react'
import { rolesInWords } from '../../lib/role-words.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tag } from '../../ui/tag.tsx'
import { people as peopleWords } from '../../words/en/people.ts'
import { useWords } from '../../words/language.ts'
import { type PersonAction, actionsFor, actionsButtonId } from './person-actions.ts'

interface Props {
  people: PersonView[]
  managesAccounts: boolean
  onChoose: (action: PersonAction, person: PersonView) => void
}

/** Who belongs to the tenant, by name, with what may be done about each. */
export function PeopleList({ people, managesAccounts, onChoose }: Props) {
  const words = useWords(peopleWords)
  return (
    <ul className="divide-y divide-line border-y border-line">
      {people.map((person) => {
        const actions = actionsFor(person, managesAccounts)
        return (
          <li key={person.id} className="flex items-start gap-3 py-3.5">
            <div className="grid min-w-0 flex-1 gap-x-6 gap-y-0.5 sm:grid-cols-[minmax(0,1fr)_12rem]">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                  {person.name}
                  <PersonTags person={person} />
                </p>
                <p className="text-sm wrap-anywhere text-ink-soft">{person.email}</p>
              </div>
              <p className="text-sm text-ink-soft sm:pt-0.5">
                <span className="sr-only">{words.rolesBefore}</span>
                {rolesInWords(person.roles)}
              </p>
            </div>
            {actions.length > 0 ? (
              <Menu
                label={words.actionsFor(person.name)}
                align="end"
                trigger={
                  <IconButton id={actionsButtonId(person)} icon={Ellipsis} label={words.actionsFor(person.name)} />
                }
              >
                {({ MenuItem }) =>
                  actions.map((action) => (
                    <MenuItem key={action} onSelect={() => onChoose(action, person)}>
                      {words.actions[action]}
                    </MenuItem>
                  ))
                }
              </Menu>
            ) : (
              <span className="size-9 shrink-0" />
            )}
          </li>
        )
      })}
    </ul>
  )
}

function PersonTags({ person: { isYou, isSuperuser, status } }: { person: PersonView }) {
  const words = useWords(peopleWords).tags
  return (
    <>
      {isYou && <Tag tone="accent">{words.you}</Tag>}
      {isSuperuser && <Tag tone="plain">{words.superuser}</Tag>}
      {status === 'invited' && <Tag tone="attention">{words.invited}</Tag>}
      {status === 'deactivated' && <Tag tone="attention">{words.deactivated}</Tag>}
    </>
  )
}
