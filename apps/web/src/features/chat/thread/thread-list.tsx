import type { Exchange } from '../state/thread.ts'
import type { ChatActions } from './chat-actions.ts'
import { ExchangeView } from './exchange-view.tsx'
import { ThreadGap } from './thread-gap.tsx'
import { useMountedExchanges } from './use-mounted-exchanges.ts'

interface Props {
  exchanges: readonly Exchange[]
  /** The message that somebody looked for; null for none. */
  shownMessageId: string | null
  tenant: string
  /** The question that is being edited, and its text so far. */
  editing: { messageId: string; text: string } | null
  /** Why nothing can be asked again at the moment; null when something can. */
  blockedBecause: string | null
  actions: ChatActions
}

/** The chosen path through a conversation, oldest first. Of a long one the end is on the page, and what one goes to. */
export function ThreadList({ exchanges, shownMessageId, tenant, editing, blockedBecause, actions }: Props) {
  const wantedIndex =
    shownMessageId === null
      ? -1
      : exchanges.findIndex(({ question, reply }) => question.id === shownMessageId || reply?.id === shownMessageId)
  const { ranges, showBefore, showAfter } = useMountedExchanges(exchanges.length, wantedIndex)
  return (
    <ol className="pt-6">
      {ranges.flatMap(({ from, to }, rangeIndex) => [
        // One list of siblings: what two ranges held stays what it was when they become one.
        <ThreadGap
          key={rangeIndex === ranges.length - 1 ? 'before the end' : 'before what was found'}
          count={from - (ranges[rangeIndex - 1]?.to ?? 0)}
          onBefore={(gap, how) => showBefore(from, gap, how)}
          onAfter={rangeIndex > 0 ? showAfter : null}
        />,
        ...exchanges
          .slice(from, to)
          .map((exchange, index) => (
            <ExchangeView
              key={exchange.question.key}
              exchange={exchange}
              tenant={tenant}
              isLast={from + index === exchanges.length - 1}
              editedText={editing?.messageId === exchange.question.id ? editing.text : null}
              blockedBecause={blockedBecause}
              actions={actions}
            />
          )),
      ])}
    </ol>
  )
}
