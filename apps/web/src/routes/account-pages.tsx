import { getRouteApi } from '@tanstack/react-router'
import { KeysPage } from '../features/api-keys/keys-page.tsx'
import { DocumentsSettings } from '../features/documents/documents-settings.tsx'
import { SettingsPage } from '../features/identity/settings-page.tsx'
import { PeoplePage } from '../features/people/people-page.tsx'
import { PromptsPage } from '../features/prompts/prompts-page.tsx'
import { TenantPage } from '../features/tenants/tenant-page.tsx'
import { useSignOut } from './use-sign-out.ts'

const accountRoute = getRouteApi('/account')

export function SettingsRoute() {
  const { session } = accountRoute.useRouteContext()
  return <SettingsPage session={session} onSignOut={useSignOut(session)} />
}

export function PromptsRoute() {
  return <PromptsPage session={accountRoute.useRouteContext().session} />
}

export function PeopleRoute() {
  return <PeoplePage session={accountRoute.useRouteContext().session} />
}

export function KeysRoute() {
  return <KeysPage session={accountRoute.useRouteContext().session} />
}

export function TenantRoute() {
  return (
    <>
      <TenantPage session={accountRoute.useRouteContext().session} />
      <DocumentsSettings />
    </>
  )
}
