import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import { ACCOUNT_MENU_ID } from '../features/identity/account-menu.tsx'
import { useShortcut } from '../lib/shortcuts.ts'

const ShortcutsDialog = lazy(async () => {
  const { ShortcutsDialog: component } = await import('../features/shortcuts/shortcuts-dialog.tsx')
  return { default: component }
})

type Open = { openedBy: string | null } | null

/** The list of shortcuts, for the account menu and for `?` anywhere on a page. It is fetched when somebody asks for it. */
export function useShortcutsDialog(): { onShortcuts: () => void; shortcutsDialog: ReactNode } {
  const [open, setOpen] = useState<Open>(null)
  const close = useCallback(() => setOpen(null), [])
  useShortcut('help', () => setOpen({ openedBy: null }))
  return {
    onShortcuts: () => setOpen({ openedBy: ACCOUNT_MENU_ID }),
    shortcutsDialog: open && (
      <Suspense fallback={null}>
        <ShortcutsDialog openedBy={open.openedBy} onClose={close} />
      </Suspense>
    ),
  }
}
