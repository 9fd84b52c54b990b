import { errorSentence } from '../../lib/error-sentence.ts'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { settings } from '../../words/en/settings.ts'
import { useWords } from '../../words/language.ts'
import { NewPasswordField } from './new-password-field.tsx'

/** A new password, for whoever knows the present one. It ends every other session, and says so before. */
export function ChangePasswordForm({ email, onChanged }: { email: string; onChanged: () => Promise<void> }) {
  const words = useWords(settings)
  const change = trpc.session.changePassword.useMutation({ onSuccess: onChanged })
  const isWrong = change.error !== null && failureOfError(change.error).code === 'wrong_credentials'

  function submit(form: HTMLFormElement) {
    if (change.isPending) return
    change.mutate(
      { current: textIn(form, 'currentPassword'), next: textIn(form, 'newPassword') },
      {
        onSuccess: () => form.reset(),
        onError() {
          const current = form.elements.namedItem('currentPassword')
          if (current instanceof HTMLInputElement) current.select()
        },
      },
    )
  }

  return (
    <Form className="flex flex-col gap-4" onSubmit={submit}>
      <p className="text-sm text-ink-soft">{words.changeEffect}</p>
      {/* For password managers, which otherwise guess whose password this is. */}
      <input type="email" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <PasswordField
        name="currentPassword"
        label={words.presentPassword}
        hint={null}
        autoComplete="current-password"
        maxLength={200}
      />
      <NewPasswordField label={words.newPassword} />
      <Alert text={isWrong ? words.presentIsWrong : errorSentence(change.error)} />
      <Outcome text={change.isSuccess ? words.passwordChanged : null} />
      <div>
        <Button type="submit" look="outline" aria-disabled={change.isPending}>
          {words.changePassword}
        </Button>
      </div>
    </Form>
  )
}
