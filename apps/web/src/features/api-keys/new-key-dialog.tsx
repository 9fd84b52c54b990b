import type { NewApiKey } from '@coco/shared/api-keys'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { curlExample } from './curl-example.ts'

interface Props {
  made: NewApiKey
  openedBy: string
  onClose: () => void
}

/** A key that was just made: the one time that its text is shown, with a call to try it. */
export function NewKeyDialog({ made: { key, secret }, openedBy, onClose }: Props) {
  return (
    <Dialog title={`The key “${key.name}”`} look="card" openedBy={openedBy} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-4">
        <p className="text-ink-soft">Copy it to where it is used. It is not shown again.</p>
        <SecretText label="key" text={secret} />
        <div>
          <h3 className="text-sm font-medium">To try it</h3>
          <div className="mt-1.5">
            <SecretText label="command" text={curlExample(location.origin, secret, key.models?.[0] ?? null)} />
          </div>
        </div>
        <Button look="solid" className="self-end" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  )
}
