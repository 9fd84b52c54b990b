import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { ConversationId, GenerationId, MessageId } from '@coco/shared/ids'
import type { StoredSource } from '../../../store/tables/conversation-tables.ts'

/** One turn of the prompt. */
export type Turn = {
  role: 'user' | 'assistant'
  content: string
}

/** Where in the tree something is asked, before anything of it is stored. */
export type PlacedAsk = Place & (NewQuestion | AnotherAnswer | MoreOfAnswer)

interface Place {
  conversationId: ConversationId
  /** The end of the chosen path as it is: what it goes back to when nothing comes of this. */
  previousLeafId: MessageId | null
  /** What the model is given: the path, and what is asked at its end. */
  turns: Turn[]
  /** What is set for the conversation. */
  parameters: ConversationParameters
}

interface NewQuestion {
  kind: 'send'
  isNewConversation: boolean
  parentId: MessageId | null
  /** Whether it goes where the chosen path ends, wherever that is. */
  isAtLeaf: boolean
  content: string
}

interface AnotherAnswer {
  kind: 'regenerate'
  questionId: MessageId
}

interface MoreOfAnswer {
  kind: 'continue'
  questionId: MessageId
  messageId: MessageId
  contentBefore: string
  reasoningBefore: string
  sourcesBefore: readonly StoredSource[] | null
  previousGenerationId: GenerationId | null
}
