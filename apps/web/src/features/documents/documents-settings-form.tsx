import type { DocumentSettings, DocumentSettingsView } from '@coco/shared/document-views'
import { useId, useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { RadioOption } from '../../ui/radio-option.tsx'
import { documentSettings } from '../../words/en/document-settings.ts'
import { tenant } from '../../words/en/tenant.ts'
import { useWords } from '../../words/language.ts'

/** Which search it is, and whether what it finds is put in order once more. */
export function DocumentsSettingsForm({ settings }: { settings: DocumentSettingsView }) {
  const words = useWords(documentSettings)
  const { saved } = useWords(tenant)
  const id = useId()
  const utils = trpc.useUtils()
  const [wanted, setWanted] = useState<DocumentSettings>({ retriever: settings.retriever, reranks: settings.reranks })
  const save = trpc.documents.updateSettings.useMutation({
    onSuccess: () => utils.documents.settings.invalidate(),
  })
  const isSaved =
    save.isSuccess && save.variables.retriever === wanted.retriever && save.variables.reranks === wanted.reranks

  return (
    <Form className="flex flex-col gap-5" onSubmit={() => void (save.isPending || save.mutate(wanted))}>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium">{words.retriever}</legend>
        <RadioOption
          name="retriever"
          label={words.coco}
          isChosen={wanted.retriever === 'coco'}
          onChoose={() => setWanted({ ...wanted, retriever: 'coco' })}
        />
        <RadioOption
          name="retriever"
          label={words.cortexSearch}
          isChosen={wanted.retriever === 'cortex_search'}
          {...(settings.hasCortexSearch ? {} : { disabledBecause: words.noCortexSearch })}
          onChoose={() => setWanted({ ...wanted, retriever: 'cortex_search' })}
        />
        {wanted.retriever === 'cortex_search' && (
          <p role="status" className="text-sm text-ink-soft">
            {words.cortexSearchHint}
          </p>
        )}
      </fieldset>
      <div>
        <label className="touch-target flex min-h-9 items-center gap-2.5">
          <input
            type="checkbox"
            checked={wanted.reranks}
            aria-describedby={id}
            onChange={({ target }) => setWanted({ ...wanted, reranks: target.checked })}
            className="size-4 shrink-0 accent-accent"
          />
          {words.reranks}
        </label>
        <p id={id} className="text-sm text-ink-soft">
          {words.reranksHint}
        </p>
      </div>
      <Alert text={errorSentence(save.error)} />
      <Outcome text={isSaved ? saved : null} />
      <div>
        <Button type="submit" look="outline" aria-disabled={save.isPending}>
          {words.save}
        </Button>
      </div>
    </Form>
  )
}
