import { DOCUMENT_TITLE_MAX } from '@coco/shared/document-limits'
import type { UploadPreview } from '@coco/shared/document-views'
import { Link } from '@tanstack/react-router'
import { EyeOff, Files } from 'lucide-react'
import { useState } from 'react'
import { trpc } from '../../../lib/trpc.ts'
import { Alert } from '../../../ui/alert.tsx'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form, textIn } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { keepingSentence } from '../document-failure.ts'
import { throwUnlessGone } from '../uploading/use-upload-actions.ts'
import { type Edits, forgetEdits, keepEdits, readEdits } from './kept-edits.ts'
import { PersonalChoice } from './personal-choice.tsx'
import { PreviewPassages } from './preview-passages.tsx'
import { TagField } from './tag-field.tsx'

interface Props {
  preview: UploadPreview
  readsPersonal: boolean
  onDone: () => void
  onClose: () => void
}

/** What a document will be called, how it is found, and who may see it. */
export function ReviewForm({ preview, readsPersonal, onDone, onClose }: Props) {
  const words = useWords(uploads)
  const { upload, sameAs } = preview
  const [{ title, tags, isPersonal: isDeclared }, setEdits] = useState(() => readEdits(upload))
  const isPersonal = upload.findings.length > 0 || isDeclared
  const known = trpc.documents.tags.useQuery()
  const ingest = trpc.documents.ingest.useMutation({ onSuccess: finish })
  const discard = trpc.documents.discard.useMutation()
  const isBusy = ingest.isPending || discard.isPending

  function edit(change: Partial<Edits>) {
    const edits = { title, tags, isPersonal: isDeclared, ...change }
    setEdits(edits)
    keepEdits(upload, edits)
  }

  function finish() {
    forgetEdits(upload)
    onDone()
  }

  async function letGo() {
    if (isBusy) return
    ingest.reset()
    // One that is gone already is what was wanted; anything else is told by the mutation.
    const isGone = await discard
      .mutateAsync({ uploadId: upload.id })
      .catch(throwUnlessGone)
      .then(
        () => true,
        () => false,
      )
    if (isGone) finish()
  }

  return (
    <Form
      className="flex flex-col gap-5"
      onSubmit={(form) => {
        if (isBusy) return
        discard.reset()
        ingest.mutate({ uploadId: upload.id, title: textIn(form, 'title'), tags: [...tags], isPersonal })
      }}
    >
      {sameAs && (
        <Notice icon={Files} tone="attention">
          <p>
            {words.reviewing.same(sameAs.title)} {words.reviewing.sameKeeps}
          </p>
          <Link
            to="/documents/$documentId"
            params={{ documentId: sameAs.id }}
            className="touch-target inline-flex min-h-9 items-center font-medium text-accent-strong underline"
          >
            {words.reviewing.openThat}
          </Link>
        </Notice>
      )}
      <Field
        name="title"
        label={words.reviewing.name}
        hint={null}
        defaultValue={title}
        onChange={({ target }) => edit({ title: target.value })}
        autoComplete="off"
        maxLength={DOCUMENT_TITLE_MAX}
        dir="auto"
        required
      />
      <TagField
        tags={tags}
        suggestions={known.data?.map(({ tag }) => tag) ?? []}
        onChange={(changed) => edit({ tags: changed })}
      />
      <PersonalChoice
        findings={upload.findings}
        isPersonal={isPersonal}
        onChange={(changed) => edit({ isPersonal: changed })}
      />
      {isPersonal && !readsPersonal && (
        <Notice icon={EyeOff} tone="attention">
          <p role="status">{words.reviewing.unseen}</p>
        </Notice>
      )}
      <PreviewPassages preview={preview} />
      <Alert text={keepingSentence(ingest.error ?? discard.error)} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {words.reviewing.later}
        </Button>
        <Button look="outline" aria-disabled={isBusy} onClick={() => void letGo()}>
          {words.discard}
        </Button>
        <Button type="submit" look="solid" aria-disabled={isBusy}>
          {words.reviewing.keep}
        </Button>
      </div>
    </Form>
  )
}
