import type { GenerationId } from '@coco/shared/ids'
import { type Dispatch, useEffect, useRef, useState } from 'react'
import { type Failure, failureOfError } from '../../../lib/failure.ts'
import { trpc } from '../../../lib/trpc.ts'
import type { ReceivedEvent } from '../state/answer.ts'
import type { ChatAction } from '../state/chat-state.ts'
import { browserFrames, createFrameBatch } from './frame-batch.ts'

/** How long the page waits for a line that is cut. An answer that is given up is seen again when the server is. */
const PATIENCE_MS = 30_000

interface Props {
  generationId: GenerationId
  dispatch: Dispatch<ChatAction>
  /** The answer's own end was read. */
  onEnded: () => void
  /** Nothing more comes, and nobody said how the answer ended. */
  onLost: (generationId: string) => void
  /** The person is not signed in any more. */
  onRefused: (failure: Failure) => void
}

/** Follows one generation for as long as it is mounted. On the page it is only a line, and only while it is cut off. */
export function GenerationReader(props: Props) {
  const { generationId, dispatch } = props
  const { client } = trpc.useUtils()
  const [isCutOff, setIsCutOff] = useState(false)
  const listeners = useRef(props)
  useEffect(() => {
    listeners.current = props
  })

  // Not `useSubscription`: its only word for an end, `onComplete`, also comes when this leaves the page, and that ends no
  // answer. `onStopped` comes from the server alone.
  useEffect(() => {
    let hasEnd = false
    const batch = createFrameBatch<ReceivedEvent>(browserFrames, (events) =>
      dispatch({ type: 'received', generationId, events }),
    )
    const end = () => {
      batch.flushNow()
      dispatch({ type: 'settled', generationId })
      if (hasEnd) listeners.current.onEnded()
      else listeners.current.onLost(generationId)
    }
    const subscription = client.chat.watch.subscribe(
      { generationId },
      {
        onConnectionStateChange: ({ state, error }) => setIsCutOff(state === 'connecting' && error !== null),
        onData: ({ id: seq, data: event }) => {
          hasEnd ||= event.type === 'done' || event.type === 'error'
          batch.add({ seq: Number(seq), event, atMs: Date.now() })
        },
        onStopped: end,
        onError: (error) => {
          const failure = failureOfError(error)
          if (failure.code === 'not_signed_in') listeners.current.onRefused(failure)
          else end()
        },
      },
    )
    return () => {
      subscription.unsubscribe()
      batch.drop()
    }
  }, [client, generationId, dispatch])

  useEffect(() => {
    if (!isCutOff) return
    const timer = setTimeout(() => dispatch({ type: 'given up', generationId, atMs: Date.now() }), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isCutOff, generationId, dispatch])

  if (!isCutOff) return null
  return (
    <p role="status" className="mt-3 text-sm text-ink-soft">
      The connection is lost. The answer goes on as soon as it is back…
    </p>
  )
}
