import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { AccountMenu } from '../features/identity/account-menu.tsx'
import { ACCOUNT_PAGES, accountPagesOf, mayOpen } from '../features/identity/account-pages.ts'
import { NotPermitted } from '../features/identity/not-permitted.tsx'
import { TenantMark } from '../features/identity/tenant-mark.tsx'
import { usePageTitle } from '../lib/page-title.ts'
import { focusPageHeading } from '../ui/page-heading.tsx'
import { SkipButton } from '../ui/skip-button.tsx'
import { account } from '../words/en/account.ts'
import { useWords } from '../words/language.ts'
import { useOnSessionEnd } from './use-on-session-end.ts'
import { useShortcutsDialog } from './use-shortcuts-dialog.tsx'
import { useSignOut } from './use-sign-out.ts'

const accountRoute = getRouteApi('/account')

/** The pages beside the chat, the way between them and the way back; a page that somebody may not open says so. */
export function AccountFrame() {
  const words = useWords(account)
  const { session } = accountRoute.useRouteContext()
  const signOut = useSignOut(session)
  const { pathname } = useLocation()
  const page = ACCOUNT_PAGES.find(({ path }) => path === pathname || pathname.startsWith(`${path}/`))
  const { onShortcuts, shortcutsDialog } = useShortcutsDialog()
  usePageTitle(page ? words.pages[page.id] : words.account)
  useOnSessionEnd('mutations')

  return (
    <div className="min-h-dvh">
      <SkipButton onSkip={focusPageHeading}>{words.toPage}</SkipButton>
      <header className="stay-top z-10 h-(--bar-height) border-b border-line bg-page">
        <div className="flex h-full items-center gap-3 px-4 sm:px-6">
          <Link
            to="/"
            className="touch-target -ms-2 inline-flex min-h-9 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm font-medium text-ink-soft transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink"
          >
            <ArrowLeft aria-hidden size={16} strokeWidth={1.75} />
            <span className="max-[24rem]:sr-only">{words.backToChat}</span>
          </Link>
          <span aria-hidden className="h-5 w-px shrink-0 bg-line" />
          <p className="flex min-w-0 items-center gap-2 text-sm font-medium">
            <span className="sr-only">{words.tenantBefore}</span>
            <TenantMark name={session.tenant.name} />
            <span className="truncate">{session.tenant.name}</span>
          </p>
          <div className="ms-auto">
            <AccountMenu session={session} onShortcuts={onShortcuts} onSignOut={signOut} />
          </div>
        </div>
      </header>
      <div className="mx-auto max-w-(--container-measure) px-4 pb-20 sm:px-6">
        <nav aria-label={words.account} className="-mx-2.5 flex flex-wrap gap-1 pt-4">
          {accountPagesOf(session.permissions).map(({ path, id }) => (
            <Link
              key={path}
              to={path}
              className="touch-target inline-flex min-h-9 items-center rounded-md px-2.5 text-sm text-ink-soft transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent-strong forced-colors:aria-[current=page]:underline"
            >
              {words.pages[id]}
            </Link>
          ))}
        </nav>
        {/* A page begins anew with its address, with the focus on its heading; and when the session became another one. */}
        <main key={`${session.person.id} ${session.tenant.id} ${pathname}`} className="pt-8">
          {page && !mayOpen(page, session.permissions) ? (
            <NotPermitted pageName={words.pages[page.id]} tenantName={session.tenant.name} />
          ) : (
            <Outlet />
          )}
        </main>
      </div>
      {shortcutsDialog}
    </div>
  )
}
