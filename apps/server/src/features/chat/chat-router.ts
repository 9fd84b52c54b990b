import { CompleteInput, StopInput, WatchInput } from '@coco/shared/chat-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import { toTracked } from '../../trpc/to-tracked.ts'
import type { Chat } from './chat.ts'

export const createChatRouter = ({ router, procedureFor }: Procedures, chat: Chat) =>
  router({
    complete: procedureFor('chat')
      .input(CompleteInput)
      .mutation(({ ctx, input }) => chat.complete(ctx, input)),
    watch: procedureFor('chat')
      .input(WatchInput)
      .subscription(async function* ({ ctx, input, signal }) {
        yield* toTracked(() => chat.watch(ctx.viewer, input, signal))
      }),
    stop: procedureFor('chat')
      .input(StopInput)
      .mutation(({ ctx, input }) => chat.stop(ctx.viewer, input)),
  })
