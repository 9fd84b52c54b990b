import type { SessionView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { parts } from '../../words/en/parts.ts'
import { tenant as tenantWords } from '../../words/en/tenant.ts'
import { useWords } from '../../words/language.ts'
import { answerRules as answerWords } from '../../words/en/answer-rules.ts'
import { AnswersForm } from './answers-form.tsx'
import { RetentionForm } from './retention-form.tsx'

/** What a tenant's admins decide for everybody in it. */
export function TenantPage({ session: { tenant } }: { session: SessionView }) {
  const words = useWords(tenantWords)
  const { looking } = useWords(parts)
  const answers = useWords(answerWords)
  const settings = trpc.settings.get.useQuery()
  const rules = trpc.settings.answerRules.useQuery()
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
      {rules.error && !settings.error && (
        <div className="mt-5">
          <Alert text={errorSentence(rules.error)} />
        </div>
      )}
      {rules.data && (
        <section className="mt-10">
          <h2 className="font-serif text-xl">{answers.heading}</h2>
          <p className="mt-2 text-ink-soft">{answers.about}</p>
          <AnswersForm rules={rules.data} tenantName={tenant.name} />
        </section>
      )}
    </>
  )
}
