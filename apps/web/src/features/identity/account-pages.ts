import type { Permission } from '@coco/shared/identity-views'
import { BookOpenText, Building2, FileText, KeyRound, type LucideIcon, Settings2, UsersRound } from 'lucide-react'

interface AccountPage {
  path: '/settings' | '/prompts' | '/documents' | '/people' | '/keys' | '/tenant'
  /** Its name among the words of the account. */
  id: 'settings' | 'prompts' | 'documents' | 'people' | 'keys' | 'tenant'
  icon: LucideIcon
  /** What it takes to open the page; null for being signed in. The server decides on every call anyway. */
  needs: Permission | null
}

/** The pages beside the chat: one's own, and those of a tenant's admins. */
export const ACCOUNT_PAGES: readonly AccountPage[] = [
  { path: '/settings', id: 'settings', icon: Settings2, needs: null },
  { path: '/prompts', id: 'prompts', icon: BookOpenText, needs: null },
  { path: '/documents', id: 'documents', icon: FileText, needs: null },
  { path: '/people', id: 'people', icon: UsersRound, needs: 'manage_people' },
  { path: '/keys', id: 'keys', icon: KeyRound, needs: 'manage_keys' },
  { path: '/tenant', id: 'tenant', icon: Building2, needs: 'manage_settings' },
]

export const mayOpen = ({ needs }: AccountPage, permissions: readonly Permission[]) =>
  needs === null || permissions.includes(needs)

/** Those that somebody with these permissions may open. */
export function accountPagesOf(permissions: readonly Permission[]): AccountPage[] {
  return ACCOUNT_PAGES.filter((page) => mayOpen(page, permissions))
}
