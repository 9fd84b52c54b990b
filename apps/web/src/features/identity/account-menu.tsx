import type { SessionView } from '@coco/shared/identity-views'
import { CircleUserRound, LogOut } from 'lucide-react'
import { useState } from 'react'
import { applyTheme, readTheme, THEMES, type Theme } from '../../lib/theme.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine, MenuOption } from '../../ui/menu.tsx'

const THEME_NAMES: Record<Theme, string> = { system: 'Same as system', light: 'Light', dark: 'Dark' }

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu({ session, onSignOut }: { session: SessionView; onSignOut: () => void }) {
  const [theme, setTheme] = useState(readTheme)

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
      <MenuHeading>Signed in as {session.person.name}</MenuHeading>
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
    </Menu>
  )
}
