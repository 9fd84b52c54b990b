import type { SessionView } from '@coco/shared/identity-views'
import type { GenerationId } from '@coco/shared/ids'
import type { ModelView } from '@coco/shared/model-views'
import { Suspense } from 'react'
import { GenerationReader } from './reading/generation-reader.tsx'
import { needsReader } from './state/answer.ts'
import type { Reply } from './state/thread.ts'
import { LongWait, TroubleArea } from './trouble/later.tsx'
import type { useChat } from './use-chat.ts'
import type { useSending } from './use-sending.ts'

interface Props {
  tenant: SessionView['tenant']
  lastReply: Reply | null
  chat: ReturnType<typeof useChat>
  sending: ReturnType<typeof useSending>
  /** Until the tenant's limit is over. */
  secondsLeft: number
  resumeCount: number
  suggest: (refusedId: string | null) => ModelView | null
  /** The reader of the answer is not signed in any more. */
  onSessionEnded: () => void
}

/** Follows the last answer, and says what stands in its way. */
export function BelowThread({ tenant, lastReply, chat, sending, secondsLeft, resumeCount, suggest, ...props }: Props) {
  const { refusal, limitedUntilMs } = chat.state
  return (
    <div className="mx-auto mt-auto w-full max-w-(--container-measure) pt-6 empty:hidden">
      {lastReply?.generationId && needsReader(lastReply.answer) && (
        <GenerationReader
          key={`${lastReply.generationId} ${chat.lossCount} ${resumeCount}`}
          generationId={lastReply.generationId as GenerationId}
          dispatch={chat.dispatch}
          onEnded={chat.onEnded}
          onLost={(id) => void chat.onLost(id)}
          onRefused={props.onSessionEnded}
        />
      )}
      <Suspense fallback={null}>
        {lastReply?.answer.status === 'waiting' && !lastReply.answer.thought && (
          <LongWait
            model={lastReply.answer.model}
            sinceMs={lastReply.answer.sinceMs}
            alternative={suggest(lastReply.answer.model)?.id ?? null}
            onAskOther={sending.askOther}
            onStop={sending.stop}
          />
        )}
        <TroubleArea
          // An ended session is told of where one signs in again, over the page.
          refusal={refusal?.failure.code === 'not_signed_in' ? null : refusal}
          limitedUntilMs={limitedUntilMs}
          secondsLeft={secondsLeft}
          plan={sending.plan}
          tenant={tenant}
          alternative={refusal && (suggest(refusal.model)?.id ?? null)}
          onUseAlternative={sending.useModel}
        />
      </Suspense>
    </div>
  )
}
