import { CompleteInput, StopInput, WatchInput } from '@coco/shared/chat-inputs'
import { ContinueInput, RegenerateInput, SendInput, SetParametersInput } from '@coco/shared/conversation-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import { toTracked } from '../../trpc/to-tracked.ts'
import type { Answering } from './answering/answering.ts'
import type { Chat } from './chat.ts'

export const createChatRouter = ({ router, procedureFor }: Procedures, chat: Chat, answering: Answering) =>
  router({
    complete: procedureFor('chat')
      .input(CompleteInput)
      .mutation(({ ctx, input }) => chat.complete(ctx, input)),
    send: procedureFor('chat')
      .input(SendInput)
      .mutation(({ ctx, input }) => answering.send(ctx, input)),
    regenerate: procedureFor('chat')
      .input(RegenerateInput)
      .mutation(({ ctx, input }) => answering.regenerate(ctx, input)),
    continue: procedureFor('chat')
      .input(ContinueInput)
      .mutation(({ ctx, input }) => answering.continue(ctx, input)),
    setParameters: procedureFor('chat')
      .input(SetParametersInput)
      .mutation(({ ctx, input }) => answering.setParameters(ctx.viewer, input)),
    watch: procedureFor('chat')
      .input(WatchInput)
      .subscription(async function* ({ ctx, input, signal }) {
        yield* toTracked(() => chat.watch(ctx, input, signal))
      }),
    readOn: procedureFor('chat')
      .input(WatchInput)
      .query(({ ctx, input }) => chat.readOn(ctx, input)),
    stop: procedureFor('chat')
      .input(StopInput)
      .mutation(({ ctx, input }) => chat.stop(ctx.viewer, input)),
  })
