import type { SessionView } from '@coco/shared/identity-views'
import { CircleUserRound, Keyboard, LogOut } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { choiceOf, choosePreference, PREFERENCES, usePreference } from '../../lib/preferences.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { account } from '../../words/en/account.ts'
import { useWords } from '../../words/language.ts'
import { accountPagesOf } from './account-pages.ts'

export const ACCOUNT_MENU_ID = 'account-menu'

interface Props {
  session: SessionView
  onShortcuts: () => void
  onSignOut: () => void
}

/** Who is signed in, the pages that are theirs, how the page looks, and the way out. */
export function AccountMenu({ session, onShortcuts, onSignOut }: Props) {
  const words = useWords(account)
  const theme = usePreference('theme')
  const navigate = useNavigate()

  return (
    <Menu
      label={words.account}
      align="end"
      trigger={<IconButton id={ACCOUNT_MENU_ID} icon={CircleUserRound} label={words.accountOf(session.person.name)} />}
    >
      {({ MenuChoice, MenuHeading, MenuItem, MenuLine, MenuOption }) => (
        <>
          <MenuHeading>{words.signedInAs(session.person.name)}</MenuHeading>
          {accountPagesOf(session.permissions).map(({ path, id, icon: Icon }) => (
            <MenuItem key={path} onSelect={() => void navigate({ to: path })}>
              <Icon aria-hidden size={16} strokeWidth={1.75} />
              {words.pages[id]}
            </MenuItem>
          ))}
          <MenuItem onSelect={onShortcuts}>
            <Keyboard aria-hidden size={16} strokeWidth={1.75} />
            {words.shortcuts}
          </MenuItem>
          <MenuLine />
          <MenuHeading>{words.appearance}</MenuHeading>
          <MenuChoice value={theme} onChange={(value) => choosePreference('theme', choiceOf('theme', value))}>
            {PREFERENCES.theme.map((value) => (
              <MenuOption key={value} value={value}>
                {words.themes[value]}
              </MenuOption>
            ))}
          </MenuChoice>
          <MenuLine />
          <MenuItem onSelect={onSignOut}>
            <LogOut aria-hidden size={16} strokeWidth={1.75} />
            {words.signOut}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
