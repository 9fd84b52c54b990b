import type { SessionView } from '@coco/shared/identity-views'
import { CircleUserRound, LogOut } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { applyTheme, readTheme, THEMES, type Theme } from '../../lib/theme.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { accountPagesOf } from './account-pages.ts'

const THEME_NAMES: Record<Theme, string> = { system: 'Same as system', light: 'Light', dark: 'Dark' }

/** Who is signed in, the pages that are theirs, how the page looks, and the way out. */
export function AccountMenu({ session, onSignOut }: { session: SessionView; onSignOut: () => void }) {
  const [theme, setTheme] = useState(readTheme)
  const navigate = useNavigate()

  function choose(value: string) {
    const next = THEMES.find((candidate) => candidate === value) ?? 'system'
    setTheme(next)
    applyTheme(next)
  }

  return (
    <Menu
      label="Account"
      align="end"
      trigger={<IconButton icon={CircleUserRound} label={`Account: ${session.person.name}`} />}
    >
      {({ MenuChoice, MenuHeading, MenuItem, MenuLine, MenuOption }) => (
        <>
          <MenuHeading>Signed in as {session.person.name}</MenuHeading>
          {accountPagesOf(session.permissions).map(({ path, name, icon: Icon }) => (
            <MenuItem key={path} onSelect={() => void navigate({ to: path })}>
              <Icon aria-hidden size={16} strokeWidth={1.75} />
              {name}
            </MenuItem>
          ))}
          <MenuLine />
          <MenuHeading>Appearance</MenuHeading>
          <MenuChoice value={theme} onChange={choose}>
            {THEMES.map((value) => (
              <MenuOption key={value} value={value}>
                {THEME_NAMES[value]}
              </MenuOption>
            ))}
          </MenuChoice>
          <MenuLine />
          <MenuItem onSelect={onSignOut}>
            <LogOut aria-hidden size={16} strokeWidth={1.75} />
            Sign out
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
