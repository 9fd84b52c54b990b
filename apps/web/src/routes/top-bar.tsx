import type { SessionView } from '@coco/shared/identity-views'
import { PanelLeft, SquarePen } from 'lucide-react'
import { AccountMenu } from '../features/identity/account-menu.tsx'
import { TenantSwitcher } from '../features/identity/tenant-switcher.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { frame } from '../words/en/frame.ts'
import { useWords } from '../words/language.ts'

export const OPEN_CONVERSATIONS_ID = 'open-conversations'

interface Props {
  session: SessionView
  onSwitch: (tenant: SessionView['tenant']) => void
  onNewChat: () => void
  onOpenConversations: () => void
  onShortcuts: () => void
  onSignOut: () => void
}

/** Always in view: for which tenant one is working, and what concerns the whole page. */
export function TopBar({ session, onSwitch, onNewChat, onOpenConversations, onShortcuts, onSignOut }: Props) {
  const words = useWords(frame)
  return (
    <header className="stay-top z-10 h-(--bar-height) border-b border-line bg-page">
      <div className="flex h-full items-center gap-3 px-4 sm:px-6">
        <IconButton
          id={OPEN_CONVERSATIONS_ID}
          icon={PanelLeft}
          label={words.conversations}
          aria-haspopup="dialog"
          onClick={onOpenConversations}
          className="-ms-2 lg:hidden"
        />
        {/* On the narrowest screens the room belongs to the tenant's name. */}
        <p className="font-serif text-lg text-accent max-[24rem]:sr-only">Coco</p>
        <span aria-hidden className="h-5 w-px shrink-0 bg-line max-[24rem]:hidden" />
        <TenantSwitcher session={session} onSwitch={onSwitch} />
        <div className="ms-auto flex items-center gap-0.5">
          <IconButton icon={SquarePen} label={words.newChat} onClick={onNewChat} />
          <AccountMenu session={session} onShortcuts={onShortcuts} onSignOut={onSignOut} />
        </div>
      </div>
    </header>
  )
}
