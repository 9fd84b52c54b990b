import type { LinkView } from '@coco/shared/identity-views'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { link as linkWords } from '../../words/en/link.ts'
import { parts } from '../../words/en/parts.ts'
import { useWords } from '../../words/language.ts'
import { NewPasswordField } from './new-password-field.tsx'

interface Props {
  token: string
  link: LinkView
  onSignedIn: () => void
}

/** What a one-time link asks for: a password, and who one is where that is not known yet. */
export function LinkForm({ token, link, onSignedIn }: Props) {
  const words = useWords(linkWords)
  const { oneMoment } = useWords(parts)
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
        label={words.email}
        hint={link.email === null ? words.emailHint : null}
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
          label={words.yourName}
          hint={words.yourNameHint}
          autoComplete="name"
          defaultValue={link.name ?? ''}
          maxLength={100}
          required
        />
      )}
      <NewPasswordField label={words.password} />
      <Alert text={errorSentence(use.error)} />
      <Button type="submit" look="solid" className="min-h-11" aria-disabled={use.isPending}>
        {use.isPending ? oneMoment : words.actions[link.kind]}
      </Button>
    </Form>
  )
}
