import { PASSWORD_MAX, PASSWORD_MIN } from '@coco/shared/password-length'
import { PasswordField } from '../../ui/password-field.tsx'
import { link } from '../../words/en/link.ts'
import { useWords } from '../../words/language.ts'

/** A password to choose, with the rule before it. */
export function NewPasswordField({ label }: { label: string }) {
  return (
    <PasswordField
      name="newPassword"
      label={label}
      hint={useWords(link).passwordHint(PASSWORD_MIN)}
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      maxLength={PASSWORD_MAX}
    />
  )
}
