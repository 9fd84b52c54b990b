import type { GenerationId } from '@coco/shared/ids'
import { type Dispatch, useEffect, useState } from 'react'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import type { ReceivedEvent } from './answer.ts'
import type { ConversationAction } from './conversation.ts'
import { browserFrames, createFrameBatch } from './frame-batch.ts'

interface Props {
  exchangeId: string
  generationId: GenerationId
  dispatch: Dispatch<ConversationAction>
}

/** Follows one generation for as long as it is mounted. On the page it is only a line, and only while it is cut off. */
export function GenerationReader({ exchangeId: id, generationId, dispatch }: Props) {
  const { client } = trpc.useUtils()
  const [isCutOff, setIsCutOff] = useState(false)

  // Not `useSubscription`: its only word for an end, `onComplete`, also comes when this leaves the page, and that ends no
  // answer. `onStopped` comes from the server alone.
  useEffect(() => {
    const batch = createFrameBatch<ReceivedEvent>(browserFrames, (events) => dispatch({ type: 'received', id, events }))
    const subscription = client.chat.watch.subscribe(
      { generationId },
      {
        onConnectionStateChange: ({ state, error }) => setIsCutOff(state === 'connecting' && error !== null),
        onData: ({ id: seq, data: event }) => batch.add({ seq: Number(seq), event, atMs: Date.now() }),
        onStopped: () => {
          batch.flushNow()
          dispatch({ type: 'ended', id, atMs: Date.now() })
        },
        onError: (error) => {
          batch.flushNow()
          const failure = failureOfError(error)
          const isGone = failure.code === 'unreachable' || failure.code === 'not_found'
          if (isGone) dispatch({ type: 'ended', id, atMs: Date.now() })
          else dispatch({ type: 'refused', id, failure, atMs: Date.now() })
        },
      },
    )
    return () => {
      subscription.unsubscribe()
      batch.drop()
    }
  }, [client, id, generationId, dispatch])

  if (!isCutOff) return null
  return (
    <p role="status" className="mt-3 text-sm text-ink-soft">
      The connection is lost. The answer goes on as soon as it is back…
    </p>
  )
}
