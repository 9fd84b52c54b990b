import type { SessionView } from '@coco/shared/identity-views'
import { CircleUserRound, LogOut } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { choiceOf, choosePreference, type Preference, PREFERENCES, usePreference } from '../../lib/preferences.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { accountPagesOf } from './account-pages.ts'

const THEME_NAMES: Record<Preference<'theme'>, string> = { system: 'Same as system', light: 'Light', dark: 'Dark' }

/** Who is signed in, the pages that are theirs, how the page looks, and the way out. */
export function AccountMenu({ session, onSignOut }: { session: SessionView; onSignOut: () => void }) {
  const theme = usePreference('theme')
  const navigate = useNavigate()

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
          <MenuChoice value={theme} onChange={(value) => choosePreference('theme', choiceOf('theme', value))}>
            {PREFERENCES.theme.map((value) => (
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
