import { CircleStop, CornerDownRight, RefreshCw, TriangleAlert } from 'lucide-react'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { SmallButton } from '../../../ui/small-button.tsx'
import { canGoOn, isRunning } from '../state/answer.ts'
import { endingOf } from '../state/answer-ending.ts'
import { factsOf } from '../state/answer-facts.ts'
import { AnswerText } from '../text/answer-text.tsx'
import type { ChatActions } from './chat-actions.ts'
import { FailureReference } from '../trouble/failure-reference.tsx'
import { headingIdOf } from './message-place.ts'
import { SiblingSwitch } from './sibling-switch.tsx'
import type { Reply, Version } from '../state/thread.ts'
import { ThoughtDetails } from './thought-details.tsx'
import { Turn } from './turn.tsx'
import { WaitingLine } from '../trouble/waiting-line.tsx'

interface Props {
  reply: Reply
  version: Version
  tenant: string
  /** Nothing follows it on the path, so that it can go on. */
  isLast: boolean
  blockedBecause: string | null
  actions: ChatActions
}

/** What a model answered, how that ended, and what can be done about it. */
export function ReplyTurn(props: Props) {
  const { answer } = props.reply
  return (
    <Turn speaker={answer.model} headingId={headingIdOf(props.reply.id)} heading={`${answer.model} answered`}>
      {answer.thought && <ThoughtDetails thought={answer.thought} />}
      {answer.status === 'waiting' && !answer.thought && (
        <WaitingLine model={answer.model} sinceMs={answer.sinceMs} isResumed={answer.isResumed} />
      )}
      {answer.text !== '' && <AnswerText source={answer.text} isWriting={answer.status === 'writing'} />}
      {!isRunning(answer) && <ReplyFooter {...props} />}
    </Turn>
  )
}

function ReplyFooter({ reply, version, tenant, isLast, blockedBecause, actions }: Props) {
  const { answer } = reply
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
            title={blockedBecause ?? 'Let the answer go on where it ended'}
            onClick={() => !isBlocked && actions.goOn(reply)}
          >
            Continue
          </SmallButton>
        )}
        {answer.text !== '' && <CopyButton label="Copy answer" text={() => answer.text} />}
        <SmallButton
          icon={RefreshCw}
          aria-disabled={isBlocked}
          title={blockedBecause ?? 'Another answer; this one is kept'}
          onClick={() => !isBlocked && actions.regenerate(reply)}
        >
          Regenerate
        </SmallButton>
        <SiblingSwitch version={version} of="answer" onChoose={actions.choose} />
        {factsOf(answer).map((fact) => (
          <span key={fact} className="px-1.5 tabular-nums">
            {fact}
          </span>
        ))}
      </div>
    </footer>
  )
}
