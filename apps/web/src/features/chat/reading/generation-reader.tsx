import type { GenerationId } from '@coco/shared/ids'
import { type Dispatch, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Failure, failureOfError } from '../../../lib/failure.ts'
import { useIsOnline } from '../../../lib/online.ts'
import { trpc } from '../../../lib/trpc.ts'
import { reading } from '../../../words/en/reading.ts'
import { useWords } from '../../../words/language.ts'
import type { ReceivedEvent } from '../state/answer.ts'
import type { ChatAction } from '../state/chat-state.ts'
import { browserFrames, createFrameBatch } from './frame-batch.ts'
import { isPassing } from './is-passing.ts'
import { type Line, readGeneration } from './read-generation.ts'

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

/** Follows one generation for as long as it is mounted. On the page it is only a line, and only when something is the matter. */
export function GenerationReader(props: Props) {
  const { generationId, dispatch } = props
  const words = useWords(reading).line
  const { client } = trpc.useUtils()
  const [line, setLine] = useState<Line>('stream')
  const isOnline = useIsOnline()
  const listeners = useRef(props)
  useEffect(() => {
    listeners.current = props
  })

  // Not `useSubscription`: its only word for an end, `onComplete`, also comes when this leaves the page, and that ends no
  // answer. `onStopped` comes from the server alone.
  useEffect(() => {
    let hasEnd = false
    const batch = createFrameBatch<ReceivedEvent>(browserFrames, (events) =>
      flushSync(() => dispatch({ type: 'received', generationId, events })),
    )
    const end = () => {
      batch.flushNow()
      dispatch({ type: 'settled', generationId })
      if (hasEnd) listeners.current.onEnded()
      else listeners.current.onLost(generationId)
    }
    const reader = readGeneration(
      {
        subscribe(position, listener) {
          const subscription = client.chat.watch.subscribe(
            { generationId, lastEventId: String(position) },
            {
              onConnectionStateChange: ({ state, error }) =>
                listener.onConnection(state === 'connecting' && error !== null),
              onData: ({ id, data }) => listener.onEvent({ seq: Number(id), event: data }),
              onStopped: listener.onStopped,
              onError: listener.onError,
            },
          )
          return () => subscription.unsubscribe()
        },
        readOn: (position) => client.chat.readOn.query({ generationId, lastEventId: String(position) }),
        isPassing: (error) => isPassing(failureOfError(error)),
      },
      {
        onEvent({ seq, event }) {
          hasEnd ||= event.type === 'done' || event.type === 'error'
          batch.add({ seq, event, atMs: Date.now() })
        },
        onLine: setLine,
        onEnd: end,
        onError(error) {
          const failure = failureOfError(error)
          if (failure.code === 'not_signed_in') listeners.current.onRefused(failure)
          else end()
        },
      },
    )
    // A page that slept, and a network that is back, need not wait until the silence is noticed.
    const wake = () => document.visibilityState === 'visible' && reader.askNow()
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    document.addEventListener('resume', wake)
    return () => {
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      document.removeEventListener('resume', wake)
      reader.close()
      batch.drop()
    }
  }, [client, generationId, dispatch])

  // Without a network there is nobody to give up on: the answer goes on, and the page says that it is offline.
  const isCutOff = line === 'cut' && isOnline
  useEffect(() => {
    if (!isCutOff) return
    const timer = setTimeout(() => dispatch({ type: 'given up', generationId, atMs: Date.now() }), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isCutOff, generationId, dispatch])

  if (line === 'stream' || (line === 'cut' && !isOnline)) return null
  return (
    <p role="status" className="mt-3 text-sm text-ink-soft">
      {line === 'cut' ? words.lost : words.heldBack}
    </p>
  )
}
