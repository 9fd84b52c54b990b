import type { Exchange } from '../state/thread.ts'
import type { ChatActions } from './chat-actions.ts'
import { ExchangeView } from './exchange-view.tsx'

interface Props {
  exchanges: readonly Exchange[]
  tenant: string
  /** The question that is being edited, and its text so far. */
  editing: { messageId: string; text: string } | null
  /** Why nothing can be asked again at the moment; null when something can. */
  blockedBecause: string | null
  actions: ChatActions
}

/** The chosen path through a conversation, oldest first. */
export function ThreadList({ exchanges, tenant, editing, blockedBecause, actions }: Props) {
  return (
    <ol className="pt-6">
      {exchanges.map((exchange, index) => (
        <ExchangeView
          key={exchange.question.key}
          exchange={exchange}
          tenant={tenant}
          isLast={index === exchanges.length - 1}
          editedText={editing?.messageId === exchange.question.id ? editing.text : null}
          blockedBecause={blockedBecause}
          actions={actions}
        />
      ))}
    </ol>
  )
}
