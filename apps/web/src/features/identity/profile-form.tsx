import type { SessionView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { settings } from '../../words/en/settings.ts'
import { useWords } from '../../words/language.ts'

/** One's own name. The e-mail address is how one signs in, and is not changed here. */
export function ProfileForm({
  session,
  onChanged,
}: {
  session: SessionView
  onChanged: (session: SessionView) => Promise<void>
}) {
  const words = useWords(settings)
  const update = trpc.session.updateProfile.useMutation({ onSuccess: onChanged })
  return (
    <Form
      className="flex flex-col gap-4"
      onSubmit={(form) => {
        if (!update.isPending) update.mutate({ name: textIn(form, 'name') })
      }}
    >
      <Field
        name="name"
        label={words.name}
        hint={words.nameHint}
        autoComplete="name"
        defaultValue={session.person.name}
        maxLength={100}
        required
      />
      <Field
        name="email"
        label={words.email}
        hint={words.emailHint}
        type="email"
        autoComplete="email"
        defaultValue={session.person.email}
        readOnly
        required
      />
      <Alert text={errorSentence(update.error)} />
      <Outcome text={update.isSuccess ? words.nameSaved : null} />
      <div>
        <Button type="submit" look="outline" aria-disabled={update.isPending}>
          {words.saveName}
        </Button>
      </div>
    </Form>
  )
}
