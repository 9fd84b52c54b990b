import type { LinkView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { NewPasswordField } from './new-password-field.tsx'

interface Props {
  token: string
  link: LinkView
  onSignedIn: () => void
}

const ACTIONS: Record<LinkView['kind'], string> = {
  invitation: 'Choose this password and begin',
  password_reset: 'Choose this password',
  setup: 'Make the account',
}

/** What a one-time link asks for: a password, and who one is where that is not known yet. */
export function LinkForm({ token, link, onSignedIn }: Props) {
  const use = trpc.links.use.useMutation({ onSuccess: onSignedIn })
  const isNew = link.kind !== 'password_reset'

  function submit(form: HTMLFormElement) {
    if (use.isPending) return
    use.mutate({
      token,
      password: textIn(form, 'newPassword'),
      ...(isNew ? { name: textIn(form, 'name') } : {}),
      ...(link.email === null ? { email: textIn(form, 'email') } : {}),
    })
  }

  return (
    <Form onSubmit={submit} className="mt-6 flex flex-col gap-4">
      {/* Known already: shown, so that a password manager keeps both together, and not asked for again. */}
      <Field
        name="email"
        label="E-mail"
        hint={link.email === null ? 'With this you will sign in.' : null}
        type="email"
        autoComplete="username"
        defaultValue={link.email ?? ''}
        readOnly={link.email !== null}
        required
        autoCapitalize="none"
        spellCheck={false}
      />
      {isNew && (
        <Field
          name="name"
          label="Your name"
          hint="As others see it."
          autoComplete="name"
          defaultValue={link.name ?? ''}
          maxLength={100}
          required
        />
      )}
      <NewPasswordField label="Password" />
      <Alert text={errorSentence(use.error)} />
      <Button type="submit" look="solid" className="min-h-11" aria-disabled={use.isPending}>
        {use.isPending ? 'One moment…' : ACTIONS[link.kind]}
      </Button>
    </Form>
  )
}
