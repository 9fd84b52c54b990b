import {
  ChoosePathInput,
  ConversationInput,
  ExportConversationInput,
  ListConversationsInput,
  PinConversationInput,
  RateAnswerInput,
  RenameConversationInput,
  SearchConversationsInput,
} from '@coco/shared/conversation-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import type { Conversations } from './conversations.ts'

export const createConversationsRouter = ({ router, procedureFor }: Procedures, conversations: Conversations) =>
  router({
    list: procedureFor('chat')
      .input(ListConversationsInput)
      .query(({ ctx, input }) => conversations.list(ctx.viewer, input)),
    get: procedureFor('chat')
      .input(ConversationInput)
      .query(({ ctx, input }) => conversations.get(ctx, input)),
    rename: procedureFor('chat')
      .input(RenameConversationInput)
      .mutation(({ ctx, input }) => conversations.rename(ctx.viewer, input)),
    pin: procedureFor('chat')
      .input(PinConversationInput)
      .mutation(({ ctx, input }) => conversations.pin(ctx.viewer, input)),
    remove: procedureFor('chat')
      .input(ConversationInput)
      .mutation(({ ctx, input }) => conversations.remove(ctx.viewer, input)),
    restore: procedureFor('chat')
      .input(ConversationInput)
      .mutation(({ ctx, input }) => conversations.restore(ctx.viewer, input)),
    choose: procedureFor('chat')
      .input(ChoosePathInput)
      .mutation(({ ctx, input }) => conversations.choose(ctx.viewer, input)),
    rate: procedureFor('chat')
      .input(RateAnswerInput)
      .mutation(({ ctx, input }) => conversations.rate(ctx.viewer, input)),
    search: procedureFor('chat')
      .input(SearchConversationsInput)
      .query(({ ctx, input }) => conversations.search(ctx.viewer, input)),
    export: procedureFor('chat')
      .input(ExportConversationInput)
      .query(({ ctx, input }) => conversations.export(ctx, input)),
  })
