import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'
import { Field, type FieldProps } from './field.tsx'
import { IconButton } from './icon-button.tsx'

type Props = Omit<FieldProps, 'type' | 'action' | 'required'> & { autoComplete: 'current-password' | 'new-password' }

/** A password, which its owner may look at. Pasting and password managers work. */
export function PasswordField(props: Props) {
  const words = useWords(parts)
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
          label={words.showPassword(props.label)}
          aria-pressed={isShown}
          className="me-1"
          onClick={() => setIsShown(!isShown)}
        />
      }
    />
  )
}
