import type { SessionView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { parts } from '../../words/en/parts.ts'
import { tenant as tenantWords } from '../../words/en/tenant.ts'
import { useWords } from '../../words/language.ts'
import { RetentionForm } from './retention-form.tsx'

/** What a tenant's admins decide for everybody in it. */
export function TenantPage({ session: { tenant } }: { session: SessionView }) {
  const words = useWords(tenantWords)
  const { looking } = useWords(parts)
  const settings = trpc.settings.get.useQuery()
  return (
    <>
      <PageHeading>{words.settingsOf(tenant.name)}</PageHeading>
      <p className="mt-2 text-ink-soft">{words.forEverybody}</p>
      {settings.isPending && <p className="mt-5 text-sm text-ink-soft">{looking}</p>}
      {settings.error && (
        <div className="mt-5">
          <Alert text={errorSentence(settings.error)} />
        </div>
      )}
      {settings.data && <RetentionForm settings={settings.data} tenantName={tenant.name} />}
    </>
  )
}
