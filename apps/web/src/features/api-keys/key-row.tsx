import type { ApiKeyView } from '@coco/shared/api-keys'
import { Ellipsis } from 'lucide-react'
import { rolesInWords } from '../../lib/role-words.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Tag } from '../../ui/tag.tsx'
import { isOver, keyActionsId } from './key-facts.ts'

interface Props {
  apiKey: ApiKeyView
  onRotate: () => void
  onRevoke: () => void
}

/** One key: what it is called, how it begins, what it may do and whether it is used. */
export function KeyRow({ apiKey, onRotate, onRevoke }: Props) {
  // Of a rotated key there are two of one name.
  const actionsLabel = `Actions for ${apiKey.name}, ${apiKey.prefix}…`
  return (
    <li className="flex items-start gap-3 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {apiKey.name}
          {apiKey.status === 'revoked' && <Tag tone="plain">Revoked</Tag>}
          {apiKey.status === 'expired' && <Tag tone="plain">Expired</Tag>}
        </p>
        <p className="text-sm text-ink-soft">
          <code className="font-mono text-[0.9em] text-ink">{apiKey.prefix}…</code>
          <span aria-hidden> · </span>
          {rolesInWords(apiKey.roles)}
          <span aria-hidden> · </span>
          {apiKey.models === null ? 'every model' : `only ${apiKey.models.join(', ')}`}
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
              <MenuItem onSelect={onRotate}>Rotate…</MenuItem>
              <MenuItem onSelect={onRevoke}>Revoke…</MenuItem>
            </>
          )}
        </Menu>
      )}
    </li>
  )
}

function KeyDates({ apiKey: { lastUsedAt, createdAt, expiresAt, revokedAt, status } }: { apiKey: ApiKeyView }) {
  return (
    <p className="text-sm text-ink-soft">
      {lastUsedAt === null ? (
        'Never used'
      ) : (
        <>
          Last used <Moment at={lastUsedAt} />
        </>
      )}
      , created <Moment at={createdAt} />
      {revokedAt !== null && (
        <>
          , revoked <Moment at={revokedAt} />
        </>
      )}
      {revokedAt === null && expiresAt !== null && (
        <>
          , {status === 'expired' ? 'expired' : 'expires'} <Moment at={expiresAt} />
        </>
      )}
    </p>
  )
}
