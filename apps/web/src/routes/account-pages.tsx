import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { KeysPage } from '../features/api-keys/keys-page.tsx'
import { SettingsPage } from '../features/identity/settings-page.tsx'
import { PeoplePage } from '../features/people/people-page.tsx'
import { TenantPage } from '../features/tenants/tenant-page.tsx'
import { useSignOut } from './use-sign-out.ts'

const accountRoute = getRouteApi('/account')

export function SettingsRoute(): ReactNode {
  const { session } = accountRoute.useRouteContext()
  return <SettingsPage session={session} onSignOut={useSignOut(session)} />
}

export function PeopleRoute(): ReactNode {
  return <PeoplePage session={accountRoute.useRouteContext().session} />
}

export function KeysRoute(): ReactNode {
  return <KeysPage session={accountRoute.useRouteContext().session} />
}

export function TenantRoute(): ReactNode {
  return <TenantPage session={accountRoute.useRouteContext().session} />
}
