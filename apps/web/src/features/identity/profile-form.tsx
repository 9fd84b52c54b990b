import type { SessionView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { Outcome } from '../../ui/outcome.tsx'

/** One's own name. The e-mail address is how one signs in, and is not changed here. */
export function ProfileForm({
  session,
  onChanged,
}: {
  session: SessionView
  onChanged: (session: SessionView) => Promise<void>
}) {
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
        label="Name"
        hint="As others in your tenants see it."
        autoComplete="name"
        defaultValue={session.person.name}
        maxLength={100}
        required
      />
      <Field
        name="email"
        label="E-mail"
        hint="With this you are known here. It cannot be changed."
        type="email"
        autoComplete="email"
        defaultValue={session.person.email}
        readOnly
        required
      />
      <Alert text={errorSentence(update.error)} />
      <Outcome text={update.isSuccess ? 'Your name is saved.' : null} />
      <div>
        <Button type="submit" look="outline" aria-disabled={update.isPending}>
          Save name
        </Button>
      </div>
    </Form>
  )
}
