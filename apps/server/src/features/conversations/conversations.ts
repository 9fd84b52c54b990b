import type {
  ChoosePathInput,
  ConversationInput,
  ExportConversationInput,
  ListConversationsInput,
  RenameConversationInput,
  SearchConversationsInput,
} from '@coco/shared/conversation-inputs'
import type {
  ConversationExport,
  ConversationPage,
  ConversationSummary,
  ConversationView,
  SearchPage,
} from '@coco/shared/conversation-views'
import type { MessageId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { Viewer } from '../../trpc/viewer.ts'

/** A person's own conversations. Somebody else's, a removed one and one that never was get the same answer: not_found. */
export interface Conversations {
  list(viewer: Viewer, input: ListConversationsInput): Promise<ConversationPage>
  get(viewer: Viewer, input: ConversationInput): Promise<ConversationView>
  rename(viewer: Viewer, input: RenameConversationInput): Promise<ConversationSummary>
  /** Out of sight, until it is restored or housekeeping comes. An answer that is being written in it is stopped. */
  remove(viewer: Viewer, input: ConversationInput): Promise<void>
  restore(viewer: Viewer, input: ConversationInput): Promise<ConversationSummary>
  choose(viewer: Viewer, input: ChoosePathInput): Promise<{ leafId: MessageId }>
  search(viewer: Viewer, input: SearchConversationsInput): Promise<SearchPage>
  export(viewer: Viewer, input: ExportConversationInput): Promise<ConversationExport>
}

export function createConversations(): Conversations {
  const missing = async (): Promise<never> => {
    throw new AppError('not_found', 'There is no such conversation.')
  }
  return {
    list: async () => ({ conversations: [], nextCursor: null }),
    get: missing,
    rename: missing,
    remove: missing,
    restore: missing,
    choose: missing,
    search: async () => ({ hits: [], nextCursor: null }),
    export: missing,
  }
}
