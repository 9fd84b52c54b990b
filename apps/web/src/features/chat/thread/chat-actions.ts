import type { ChatState } from '../state/chat-state.ts'
import type { Question, Reply } from '../state/thread.ts'

/** What can be done with a message that is on the page. */
export interface ChatActions {
  /** Begins, changes or (null) ends the rewriting of a question. */
  edit: (editing: ChatState['editing']) => void
  askEdited: (question: Question, text: string) => void
  /** Another answer; null: by the model that is chosen for the next question. */
  regenerate: (reply: Reply, modelId: string | null) => void
  goOn: (reply: Reply) => void
  /** Shows another version of a message, and what follows from it. */
  choose: (messageId: string) => void
}
