import type { Permission } from '@coco/shared/identity-views'
import { Building2, KeyRound, type LucideIcon, Settings2, UsersRound } from 'lucide-react'

interface AccountPage {
  path: '/settings' | '/people' | '/keys' | '/tenant'
  name: string
  icon: LucideIcon
  /** What it takes to open the page; null for being signed in. The server decides on every call anyway. */
  needs: Permission | null
}

/** The pages beside the chat: one's own, and those of a tenant's admins. */
export const ACCOUNT_PAGES: readonly AccountPage[] = [
  { path: '/settings', name: 'Settings', icon: Settings2, needs: null },
  { path: '/people', name: 'People', icon: UsersRound, needs: 'manage_people' },
  { path: '/keys', name: 'API keys', icon: KeyRound, needs: 'manage_keys' },
  { path: '/tenant', name: 'Tenant', icon: Building2, needs: 'manage_settings' },
]

export const mayOpen = ({ needs }: AccountPage, permissions: readonly Permission[]) =>
  needs === null || permissions.includes(needs)

/** Those that somebody with these permissions may open. */
export function accountPagesOf(permissions: readonly Permission[]): AccountPage[] {
  return ACCOUNT_PAGES.filter((page) => mayOpen(page, permissions))
}
