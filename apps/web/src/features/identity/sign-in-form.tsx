import type { SessionView } from '@coco/shared/identity-views'
import { useState } from 'react'
import { formatCountdown, useSecondsUntil } from '../../lib/countdown.ts'
import { errorSentence } from '../../lib/error-sentence.ts'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form, textIn } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { signIn as signInWords } from '../../words/en/sign-in.ts'
import { useWords } from '../../words/language.ts'

/** E-mail and password. After a refusal the password is selected, to be typed anew; the e-mail stays. */
export function SignInForm({ onSignedIn }: { onSignedIn: (session: SessionView) => void }) {
  const words = useWords(signInWords)
  const [heldUntilMs, setHeldUntilMs] = useState<number | null>(null)
  const secondsLeft = useSecondsUntil(heldUntilMs)
  const signIn = trpc.session.signIn.useMutation({ onSuccess: onSignedIn })
  const isHeld = secondsLeft > 0

  function submit(form: HTMLFormElement) {
    if (signIn.isPending || isHeld) return
    signIn.mutate(
      { email: textIn(form, 'email'), password: textIn(form, 'password') },
      {
        onError(error) {
          const { retryAfterMs } = failureOfError(error)
          setHeldUntilMs(retryAfterMs === null ? null : Date.now() + retryAfterMs)
          const password = form.elements.namedItem('password')
          if (password instanceof HTMLInputElement) password.select()
        },
      },
    )
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        name="email"
        label={words.email}
        hint={null}
        type="email"
        autoComplete="username"
        required
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordField name="password" label={words.password} hint={null} autoComplete="current-password" />
      <Alert text={errorSentence(signIn.error)} />
      <Button type="submit" look="solid" className="min-h-11" aria-disabled={signIn.isPending || isHeld}>
        {signIn.isPending ? words.signingIn : words.signIn}
      </Button>
      {isHeld && (
        <p className="text-sm text-ink-soft">
          <Sentence
            say={words.tryAgainIn}
            parts={[
              <span key="time" className="font-medium text-ink tabular-nums">
                {formatCountdown(secondsLeft)}
              </span>,
            ]}
          />
        </p>
      )}
    </Form>
  )
}
