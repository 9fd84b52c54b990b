import type { ApiKeyView } from '@coco/shared/api-keys'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog-actions.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { keys } from '../../words/en/keys.ts'
import { useWords } from '../../words/language.ts'
import { keyActionsId } from './key-facts.ts'

interface Props {
  apiKey: ApiKeyView
  onDone: (outcome: string) => void
  onClose: () => void
}

export function RevokeKeyDialog({ apiKey, onDone, onClose }: Props) {
  const words = useWords(keys).revocation
  const revoke = trpc.apiKeys.revoke.useMutation({ onSuccess: () => onDone(words.outcome(apiKey.name)) })
  return (
    <Dialog title={words.title(apiKey.name)} look="card" openedBy={keyActionsId(apiKey)} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-5">
        <p className="text-ink-soft">
          <Sentence
            say={words.effect}
            parts={[
              <code key="prefix" className="font-mono text-[0.9em] text-ink">
                {apiKey.prefix}…
              </code>,
            ]}
          />
        </p>
        <Alert text={errorSentence(revoke.error)} />
        <DialogActions onCancel={onClose}>
          <Button
            look="danger"
            aria-disabled={revoke.isPending}
            onClick={() => {
              if (!revoke.isPending) revoke.mutate({ keyId: apiKey.id })
            }}
          >
            {words.revoke(apiKey.name)}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
