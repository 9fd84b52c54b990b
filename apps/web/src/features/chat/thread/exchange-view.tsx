import { memo } from 'react'
import type { ChatActions } from './chat-actions.ts'
import { QuestionTurn } from './question-turn.tsx'
import { ReplyTurn } from './reply-turn.tsx'
import type { Exchange } from '../state/thread.ts'

interface Props {
  exchange: Exchange
  tenant: string
  isLast: boolean
  editedText: string | null
  /** Why nothing can be asked at the moment; null when something can. */
  blockedBecause: string | null
  actions: ChatActions
}

/** One question and its answer, set like an interview: who speaks stands beside what is said. */
export const ExchangeView = memo(function ExchangeView(props: Props) {
  const { exchange, tenant, isLast, editedText, blockedBecause, actions } = props
  const { question, questionVersion, reply, replyVersion } = exchange
  return (
    <li className="mt-10 flex flex-col gap-4 first:mt-0">
      <QuestionTurn
        key={question.key}
        question={question}
        version={questionVersion}
        editedText={editedText}
        blockedBecause={blockedBecause}
        actions={actions}
      />
      {reply && replyVersion && (
        <ReplyTurn
          key={reply.key}
          reply={reply}
          version={replyVersion}
          tenant={tenant}
          isLast={isLast}
          blockedBecause={blockedBecause}
          actions={actions}
        />
      )}
    </li>
  )
}, isSame)

/** Versions are made anew with every look at the thread; the messages themselves change only when something changed. */
function isSame(before: Props, after: Props): boolean {
  const { exchange: old, ...oldRest } = before
  const { exchange, ...rest } = after
  return (
    old.question === exchange.question &&
    old.reply === exchange.reply &&
    isSameVersion(old.questionVersion, exchange.questionVersion) &&
    isSameVersion(old.replyVersion, exchange.replyVersion) &&
    oldRest.tenant === rest.tenant &&
    oldRest.isLast === rest.isLast &&
    oldRest.editedText === rest.editedText &&
    oldRest.blockedBecause === rest.blockedBecause &&
    oldRest.actions === rest.actions
  )
}

function isSameVersion(a: Exchange['replyVersion'], b: Exchange['replyVersion']): boolean {
  return (
    a === b ||
    (a?.number === b?.number && a?.count === b?.count && a?.previousId === b?.previousId && a?.nextId === b?.nextId)
  )
}
