import type { LinkView, SessionView } from '@coco/shared/identity-views'
import { Info } from 'lucide-react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { link as linkWords } from '../../words/en/link.ts'
import { parts } from '../../words/en/parts.ts'
import { useWords } from '../../words/language.ts'

interface Props {
  token: string
  link: LinkView
  /** Who is signed in here, whoever that is. */
  session: SessionView | null
  onSignedIn: () => void
  /** They are not signed in any more: the link asks for something else now. */
  onSessionEnded: () => void
}

/** Somebody who has an account joins one more tenant: with the session that they have here, or with their password. */
export function JoinForm({ token, link, session, onSignedIn, onSessionEnded }: Props) {
  const words = useWords(linkWords)
  const { oneMoment } = useWords(parts)
  const use = trpc.links.use.useMutation({
    onSuccess: onSignedIn,
    onError(error) {
      const { code } = failureOfError(error)
      if (code === 'not_signed_in' || code === 'invalid_input') onSessionEnded()
    },
  })
  const asksForPassword = link.asksFor === 'present_password'
  const tenantName = link.tenantName ?? 'Coco'

  function submit(form: HTMLFormElement) {
    if (use.isPending) return
    use.mutate({ token, ...(asksForPassword ? { presentPassword: textIn(form, 'password') } : {}) })
  }

  return (
    <Form onSubmit={submit} className="mt-6 flex flex-col gap-4">
      {asksForPassword && session && (
        <Notice icon={Info} tone="attention">
          {words.somebodyElse(session.person.name, session.person.email)}
        </Notice>
      )}
      <Field
        name="email"
        label={words.email}
        hint={asksForPassword ? null : words.thisAccount}
        type="email"
        autoComplete="username"
        defaultValue={link.email ?? ''}
        readOnly
      />
      {asksForPassword && (
        <PasswordField
          name="password"
          label={words.password}
          hint={words.presentPasswordHint}
          autoComplete="current-password"
        />
      )}
      <Alert text={errorSentence(use.error)} />
      <Button type="submit" look="solid" className="min-h-11" aria-disabled={use.isPending}>
        {use.isPending
          ? oneMoment
          : asksForPassword
            ? words.actions.signInAndJoin(tenantName)
            : words.actions.join(tenantName)}
      </Button>
    </Form>
  )
}
