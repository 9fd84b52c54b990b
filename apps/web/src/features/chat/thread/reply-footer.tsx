import { CircleStop, CornerDownRight, RefreshCw, TriangleAlert } from 'lucide-react'
import { use } from 'react'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { SmallButton } from '../../../ui/small-button.tsx'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import { canGoOn } from '../state/answer.ts'
import { endingOf } from '../state/answer-ending.ts'
import { shownText } from '../state/shown-text.ts'
import type { Reply, Version } from '../state/thread.ts'
import { FailureReference } from '../trouble/failure-reference.tsx'
import { AnswerDetails } from './answer-details.tsx'
import { AnswerFeedback } from './answer-feedback.tsx'
import type { ChatActions } from './chat-actions.ts'
import { ModelMenu } from './model-menu.ts'
import { SiblingSwitch } from './sibling-switch.tsx'

interface Props {
  reply: Reply
  version: Version
  tenant: string
  isLast: boolean
  blockedBecause: string | null
  actions: ChatActions
}

/** How an answer ended, what can be done about it, and how it came about. */
export function ReplyFooter({ reply, version, tenant, isLast, blockedBecause, actions }: Props) {
  const { answer, generationId } = reply
  const words = useWords(thread)
  const paintModelMenu = use(ModelMenu)
  const ending = endingOf(answer, tenant)
  const Icon = answer.status === 'stopped' ? CircleStop : TriangleAlert
  const isBlocked = blockedBecause !== null
  return (
    <footer className="mt-3 text-xs text-ink-faint">
      {ending && (
        <p className="mb-2 flex items-start gap-2 text-sm text-ink-soft">
          <Icon aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0" />
          {ending}
        </p>
      )}
      {answer.status === 'failed' && <FailureReference failure={answer.failure} />}
      <div className="-ml-1.5 flex flex-wrap items-center gap-x-2 gap-y-1">
        {isLast && canGoOn(answer) && (
          <SmallButton
            icon={CornerDownRight}
            aria-disabled={isBlocked}
            title={blockedBecause ?? words.goOnHint}
            onClick={() => !isBlocked && actions.goOn(reply)}
          >
            {words.goOn}
          </SmallButton>
        )}
        {answer.text !== '' && <CopyButton label={words.copyAnswer} text={() => shownText(answer)} />}
        <span className="inline-flex items-center divide-x divide-line rounded-sm inset-ring inset-ring-line *:first:rounded-e-none *:last:rounded-s-none">
          <SmallButton
            icon={RefreshCw}
            aria-disabled={isBlocked}
            title={blockedBecause ?? words.regenerateHint}
            onClick={() => !isBlocked && actions.regenerate(reply, null)}
          >
            {words.regenerate}
          </SmallButton>
          {paintModelMenu({
            answeredBy: answer.model,
            blockedBecause,
            onChoose: (modelId) => actions.regenerate(reply, modelId),
          })}
        </span>
        <SiblingSwitch version={version} of="answer" onChoose={actions.choose} />
        {answer.text !== '' && generationId !== null && (
          <AnswerFeedback messageId={reply.id} feedback={reply.feedback} />
        )}
      </div>
      <AnswerDetails reply={reply} />
    </footer>
  )
}
