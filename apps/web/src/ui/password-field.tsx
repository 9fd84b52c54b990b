import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { IconButton } from './icon-button.tsx'

type Props = Omit<FieldProps, 'type' | 'action' | 'required'> & { autoComplete: 'current-password' | 'new-password' }

/** A password, which its owner may look at. Pasting and password managers work. */
export function PasswordField(props: Props) {
  const [isShown, setIsShown] = useState(false)
  return (
    <Field
      {...props}
      required
      type={isShown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      action={
        <IconButton
          icon={isShown ? EyeOff : Eye}
          label={`Show ${props.label.toLowerCase()}`}
          aria-pressed={isShown}
          className="me-1"
          onClick={() => setIsShown(!isShown)}
        />
      }
    />
  )
}
