import { CompleteInput, StopInput, WatchInput } from '@coco/shared/chat-inputs'
import { procedureFor, router } from '../../trpc/procedures.ts'
import { toTracked } from '../../trpc/to-tracked.ts'
import type { Chat } from './chat.ts'

const chatProcedure = procedureFor('chat')

export const createChatRouter = (chat: Chat) =>
  router({
    complete: chatProcedure.input(CompleteInput).mutation(({ ctx, input }) => chat.complete(ctx, input)),
    watch: chatProcedure.input(WatchInput).subscription(async function* ({ ctx, input, signal }) {
      yield* toTracked(() => chat.watch(ctx.viewer, input, signal))
    }),
    stop: chatProcedure.input(StopInput).mutation(({ ctx, input }) => chat.stop(ctx.viewer, input)),
  })
