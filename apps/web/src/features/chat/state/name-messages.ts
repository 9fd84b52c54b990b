import type { StartedAnswer } from '@coco/shared/conversation-views'
import type { Message, Thread } from './thread.ts'

/**
 * The server has said which messages these are. What keeps its name stays the same object, and is not painted anew.
 *
 * @param own the ids that this page gave to the question, if it is a new one, and to the answer
 */
export function nameMessages(thread: Thread, own: { question: string; reply: string }, started: StartedAnswer): Thread {
  const names = new Map<string, string>([
    [own.question, started.questionId],
    [own.reply, started.messageId],
  ])
  const nameOf = (id: string) => names.get(id) ?? id
  const ownKeys = new Map(thread.messages.filter(({ id }) => names.has(id)).map(({ id, key }) => [nameOf(id), key]))
  // A view of the conversation can have shown them before the call was answered; they stay where they are on the page.
  const shown = new Set(thread.messages.map(({ id }) => id))
  const messages = thread.messages
    .filter(({ id }) => nameOf(id) === id || !shown.has(nameOf(id)))
    .map((message): Message => {
      const id = nameOf(message.id)
      const parentId = message.parentId === null ? null : nameOf(message.parentId)
      const key = ownKeys.get(id) ?? message.key
      const isNamed = id === message.id && parentId === message.parentId && key === message.key
      if (message.role === 'user') return isNamed ? message : { ...message, id, parentId, key }
      const generationId = id === started.messageId ? started.generationId : message.generationId
      if (isNamed && generationId === message.generationId) return message
      return { ...message, id, parentId, key, generationId }
    })
  return { messages, leafId: thread.leafId === null ? null : nameOf(thread.leafId) }
}
