import type { TenantId } from '@coco/shared/ids'
import { useReducer, useRef } from 'react'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { emptyConversation, reduceConversation, runningExchange } from './conversation.ts'
import { toMessages } from './to-messages.ts'

/** One conversation, held in the page's memory: what was asked, what is being answered, and the draft. */
export function useChat(tenantId: TenantId, initialDraft: string) {
  const [conversation, dispatch] = useReducer(reduceConversation, initialDraft, emptyConversation)
  const complete = trpc.chat.complete.useMutation()
  const stopGeneration = trpc.chat.stop.useMutation()
  /** Stopped before the server had named the generation: the name is stopped when it comes. */
  const stoppedEarly = useRef(new Set<string>())
  const running = runningExchange(conversation)

  async function ask(question: string, model: string) {
    const id = crypto.randomUUID()
    const messages = toMessages(conversation.exchanges, question)
    dispatch({ type: 'asked', id, question, model, atMs: Date.now() })
    try {
      const { generationId } = await complete.mutateAsync({ messages, model, writtenIn: tenantId })
      if (stoppedEarly.current.delete(id)) stopGeneration.mutate({ generationId })
      else dispatch({ type: 'started', id, generationId })
    } catch (error) {
      dispatch({ type: 'refused', id, failure: failureOfError(error), atMs: Date.now() })
    }
  }

  function stop() {
    if (!running) return
    dispatch({ type: 'stopped', id: running.id, atMs: Date.now() })
    if (running.generationId) stopGeneration.mutate({ generationId: running.generationId })
    else stoppedEarly.current.add(running.id)
  }

  return { conversation, running, dispatch, ask, stop }
}
