import type { SessionView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { RetentionForm } from './retention-form.tsx'

/** What a tenant's admins decide for everybody in it. */
export function TenantPage({ session: { tenant } }: { session: SessionView }) {
  const settings = trpc.settings.get.useQuery()
  return (
    <>
      <PageHeading>Settings of {tenant.name}</PageHeading>
      <p className="mt-2 text-ink-soft">They count for everybody in this tenant.</p>
      {settings.isPending && <p className="mt-5 text-sm text-ink-soft">Looking…</p>}
      {settings.error && (
        <div className="mt-5">
          <Alert text={errorSentence(settings.error)} />
        </div>
      )}
      {settings.data && <RetentionForm settings={settings.data} tenantName={tenant.name} />}
    </>
  )
}
