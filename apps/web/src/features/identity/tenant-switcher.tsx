import type { SessionView } from '@coco/shared/identity-views'
import { ChevronsUpDown } from 'lucide-react'
import { Menu } from '../../ui/menu.tsx'
import { account } from '../../words/en/account.ts'
import { useWords } from '../../words/language.ts'
import { TenantMark } from './tenant-mark.tsx'

interface Props {
  session: SessionView
  onSwitch: (tenant: SessionView['tenant']) => void
}

/** For whom one is working, always by name. A choice only for people who belong to several tenants. */
export function TenantSwitcher({ session, onSwitch }: Props) {
  const words = useWords(account)
  const { tenant, tenants } = session
  const name = (
    <>
      <span className="sr-only">{words.tenantBefore}</span>
      <TenantMark name={tenant.name} />
      <span className="truncate">{tenant.name}</span>
    </>
  )
  if (tenants.length < 2) {
    return <p className="flex min-w-0 items-center gap-2 text-sm font-medium">{name}</p>
  }
  return (
    <Menu
      label={words.tenant}
      align="start"
      trigger={
        <button
          type="button"
          title={words.switchTenant}
          className="touch-target -mx-2 flex min-h-9 min-w-0 items-center gap-2 rounded-md px-2 text-sm font-medium transition-colors duration-(--duration-fast) hover:bg-sunken data-[state=open]:bg-sunken"
        >
          {name}
          <ChevronsUpDown aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-soft" />
        </button>
      }
    >
      {({ MenuChoice, MenuHeading, MenuOption }) => (
        <>
          <MenuHeading>{words.workAs}</MenuHeading>
          <MenuChoice
            value={tenant.id}
            onChange={(id) => {
              const next = tenants.find((candidate) => candidate.id === id)
              if (next && next.id !== tenant.id) onSwitch(next)
            }}
          >
            {tenants.map(({ id, name: tenantName }) => (
              <MenuOption key={id} value={id}>
                {tenantName}
              </MenuOption>
            ))}
          </MenuChoice>
        </>
      )}
    </Menu>
  )
}
