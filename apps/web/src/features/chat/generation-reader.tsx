import type { GenerationId } from '@coco/shared/ids'
import { type Dispatch, useEffect, useMemo, useRef } from 'react'
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
  const batch = useMemo(
    () => createFrameBatch<ReceivedEvent>(browserFrames, (events) => dispatch({ type: 'received', id, events })),
    [id, dispatch],
  )
  useEffect(() => batch.drop, [batch])

  // Leaving ends the subscription too, and that is no end of the answer.
  const isFollowing = useRef(false)
  useEffect(() => {
    isFollowing.current = true
    return () => {
      isFollowing.current = false
    }
  }, [])

  const reader = trpc.chat.watch.useSubscription(
    { generationId },
    {
      onData: ({ id: seq, data: event }) => batch.add({ seq: Number(seq), event, atMs: Date.now() }),
      onComplete: () => {
        if (!isFollowing.current) return
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

  if (reader.status !== 'connecting' || !reader.error) return null
  return (
    <p role="status" className="mt-3 text-sm text-ink-soft">
      The connection is lost. The answer goes on as soon as it is back…
    </p>
  )
}
