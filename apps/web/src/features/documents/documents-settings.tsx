import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { documentSettings } from '../../words/en/document-settings.ts'
import { parts } from '../../words/en/parts.ts'
import { useWords } from '../../words/language.ts'
import { DocumentsIndex } from './documents-index.tsx'
import { DocumentsSettingsForm } from './documents-settings-form.tsx'

/** How the tenant's documents are searched, among what its admins decide. */
export function DocumentsSettings() {
  const words = useWords(documentSettings)
  const { looking } = useWords(parts)
  const settings = trpc.documents.settings.useQuery()
  return (
    <section className="mt-10">
      <h2 className="font-serif text-xl">{words.heading}</h2>
      <p className="mt-2 text-ink-soft">{words.about}</p>
      <div className="mt-5 flex flex-col gap-5">
        {settings.isPending && <p className="text-sm text-ink-soft">{looking}</p>}
        <Alert text={errorSentence(settings.error)} />
        {settings.data && (
          <>
            <DocumentsSettingsForm settings={settings.data} />
            <DocumentsIndex settings={settings.data} />
          </>
        )}
      </div>
    </section>
  )
}
