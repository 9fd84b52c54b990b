import { PASSWORD_MAX, PASSWORD_MIN } from '@coco/shared/password-length'
import { PasswordField } from '../../ui/password-field.tsx'

/** A password to choose, with the rule before it. */
export function NewPasswordField({ label }: { label: string }) {
  return (
    <PasswordField
      name="newPassword"
      label={label}
      hint={`At least ${PASSWORD_MIN} characters. Several words that do not belong together are good.`}
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      maxLength={PASSWORD_MAX}
    />
  )
}
