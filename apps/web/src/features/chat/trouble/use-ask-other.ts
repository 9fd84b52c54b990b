import { useEffect, useRef } from 'react'
import type { Reply } from '../state/thread.ts'
import type { Wish } from '../state/wish.ts'

interface Needs {
  lastReply: Reply | null
  stop: () => void
  ask: (wish: Wish, model: string) => Promise<void>
}

/** Stops an answer that does not begin and asks another model the same, as soon as the server has ended the first. */
export function useAskOther({ lastReply, stop, ask }: Needs): (model: string) => void {
  const wanted = useRef<{ replyKey: string; model: string } | null>(null)
  const isStopped = lastReply?.answer.status === 'stopped' && lastReply.answer.isSettled

  useEffect(() => {
    const { replyKey, model } = wanted.current ?? {}
    if (model === undefined || !lastReply || !isStopped || lastReply.key !== replyKey) return
    wanted.current = null
    const { id: messageId, parentId: questionId } = lastReply
    if (questionId !== null) void ask({ kind: 'regenerate', messageId, questionId }, model)
  }, [lastReply, isStopped, ask])

  return (model) => {
    if (!lastReply) return
    wanted.current = { replyKey: lastReply.key, model }
    stop()
  }
}
