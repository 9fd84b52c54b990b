import type { ConversationParameters } from '@coco/shared/answer-parameters'
import { errorSentence } from '../../../../lib/error-sentence.ts'
import { trpc } from '../../../../lib/trpc.ts'
import { Alert } from '../../../../ui/alert.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { parameters as parameterWords } from '../../../../words/en/parameters.ts'
import { parts } from '../../../../words/en/parts.ts'
import { useWords } from '../../../../words/language.ts'
import { ParametersForm } from './parameters-form.tsx'

interface Props {
  openedBy: string
  tenantName: string
  parameters: ConversationParameters
  onSave: (parameters: ConversationParameters) => Promise<void>
  onClose: () => void
}

/** How this chat's answers are asked for, within what the tenant allows at this moment. */
export function ParametersDialog({ openedBy, onClose, ...form }: Props) {
  const words = useWords(parameterWords)
  const { looking } = useWords(parts)
  const bounds = trpc.settings.answerBounds.useQuery(undefined, { gcTime: 0 })
  return (
    <Dialog title={words.title} look="card" openedBy={openedBy} onClose={onClose}>
      <p className="mt-1 text-sm text-ink-soft">{words.about}</p>
      {bounds.isPending && <p className="mt-5 text-sm text-ink-soft">{looking}</p>}
      {bounds.error && (
        <div className="mt-5">
          <Alert text={errorSentence(bounds.error)} />
        </div>
      )}
      {bounds.data && <ParametersForm {...form} bounds={bounds.data} onClose={onClose} />}
    </Dialog>
  )
}
