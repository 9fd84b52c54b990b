import { useEffect, useMemo, useRef } from 'react'
import type { ChatActions } from './chat-actions.ts'

/** The same object for as long as the chat is there, so that messages that did not change are not painted anew. */
export function useChatActions(actions: ChatActions): ChatActions {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  return useMemo(
    () => ({
      edit: (editing) => latest.current.edit(editing),
      askEdited: (question, text) => latest.current.askEdited(question, text),
      regenerate: (reply, modelId) => latest.current.regenerate(reply, modelId),
      goOn: (reply) => latest.current.goOn(reply),
      choose: (messageId) => latest.current.choose(messageId),
    }),
    [],
  )
}
