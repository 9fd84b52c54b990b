import type { ApiKeyView } from '@coco/shared/api-keys'
import { Ellipsis } from 'lucide-react'
import { rolesInWords } from '../../lib/role-words.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { keys } from '../../words/en/keys.ts'
import { useWords } from '../../words/language.ts'
import { isOver, keyActionsId } from './key-facts.ts'

interface Props {
  apiKey: ApiKeyView
  onRotate: () => void
  onRevoke: () => void
}

/** One key: what it is called, how it begins, what it may do and whether it is used. */
export function KeyRow({ apiKey, onRotate, onRevoke }: Props) {
  const words = useWords(keys)
  // Of a rotated key there are two of one name.
  const actionsLabel = words.actionsFor(apiKey.name, apiKey.prefix)
  return (
    <li className="flex items-start gap-3 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {apiKey.name}
          {apiKey.status === 'revoked' && <Tag tone="plain">{words.revoked}</Tag>}
          {apiKey.status === 'expired' && <Tag tone="plain">{words.expired}</Tag>}
        </p>
        <p className="text-sm text-ink-soft">
          <code className="font-mono text-[0.9em] text-ink">{apiKey.prefix}…</code>
          <span aria-hidden> · </span>
          {rolesInWords(apiKey.roles)}
          <span aria-hidden> · </span>
          {apiKey.models === null ? words.everyModel : words.onlyModels(apiKey.models.join(', '))}
        </p>
        <KeyDates apiKey={apiKey} />
      </div>
      {!isOver(apiKey) && (
        <Menu
          label={actionsLabel}
          align="end"
          trigger={<IconButton id={keyActionsId(apiKey)} icon={Ellipsis} label={actionsLabel} />}
        >
          {({ MenuItem }) => (
            <>
              <MenuItem onSelect={onRotate}>{words.rotate}</MenuItem>
              <MenuItem onSelect={onRevoke}>{words.revoke}</MenuItem>
            </>
          )}
        </Menu>
      )}
    </li>
  )
}

function KeyDates({ apiKey: { lastUsedAt, createdAt, expiresAt, revokedAt, status } }: { apiKey: ApiKeyView }) {
  const words = useWords(keys).dates
  const when = (say: (at: string) => string, at: string) => <Sentence say={say} parts={[<Moment key="at" at={at} />]} />
  return (
    <p className="text-sm text-ink-soft">
      {lastUsedAt === null ? words.neverUsed : when(words.lastUsed, lastUsedAt)}
      {', '}
      {when(words.created, createdAt)}
      {revokedAt !== null && <>, {when(words.revoked, revokedAt)}</>}
      {revokedAt === null && expiresAt !== null && (
        <>, {when(status === 'expired' ? words.expired : words.expires, expiresAt)}</>
      )}
    </p>
  )
}
