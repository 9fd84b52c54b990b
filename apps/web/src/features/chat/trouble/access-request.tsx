import { MessageSquareShare } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { trouble } from '../../../words/en/trouble.ts'
import { useWords } from '../../../words/language.ts'

interface Props {
  label: string
  tenant: string
  /** What somebody needs to know who can help. */
  message: string
}

/** Coco cannot ask anybody for a person, but it can write down what has to be said. */
export function AccessRequest({ label, tenant, message }: Props) {
  const words = useWords(trouble).access
  const [isOpen, setIsOpen] = useState(false)
  const panelId = useId()
  const messageId = useId()
  return (
    <div className="mt-3">
      <Button look="outline" aria-expanded={isOpen} aria-controls={panelId} onClick={() => setIsOpen(!isOpen)}>
        <MessageSquareShare aria-hidden size={16} strokeWidth={1.75} />
        {label}
      </Button>
      <div id={panelId} hidden={!isOpen} className="mt-2">
        <label htmlFor={messageId} className="text-ink-soft">
          {words.sendThis(tenant)}
        </label>
        <textarea
          id={messageId}
          readOnly
          value={message}
          onFocus={(event) => event.target.select()}
          className="mt-1.5 block field-sizing-content w-full resize-none rounded-sm border border-line-strong bg-raised px-3 py-2"
        />
        <div className="mt-1 flex justify-end">
          <CopyButton label={words.copyMessage} text={() => message} />
        </div>
      </div>
    </div>
  )
}
