import type { NewApiKey } from '@coco/shared/api-keys'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { parts } from '../../words/en/parts.ts'
import { keys } from '../../words/en/keys.ts'
import { useWords } from '../../words/language.ts'
import { curlExample } from './curl-example.ts'

interface Props {
  made: NewApiKey
  openedBy: string
  onClose: () => void
}

/** A key that was just made: the one time that its text is shown, with a call to try it. */
export function NewKeyDialog({ made: { key, secret }, openedBy, onClose }: Props) {
  const words = useWords(keys).made
  const { done } = useWords(parts)
  return (
    <Dialog title={words.title(key.name)} look="card" openedBy={openedBy} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-4">
        <p className="text-ink-soft">{words.copyIt}</p>
        <SecretText copyLabel={words.copyKey} text={secret} />
        <div>
          <h3 className="text-sm font-medium">{words.toTryIt}</h3>
          <div className="mt-1.5">
            <SecretText
              copyLabel={words.copyCommand}
              text={curlExample(location.origin, secret, key.models?.[0] ?? null)}
            />
          </div>
        </div>
        <Button look="solid" className="self-end" onClick={onClose}>
          {done}
        </Button>
      </div>
    </Dialog>
  )
}
