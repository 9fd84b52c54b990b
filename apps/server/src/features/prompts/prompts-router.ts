import { CreatePromptInput, PromptInput, UpdatePromptInput } from '@coco/shared/prompts'
import type { Procedures } from '../../trpc/procedures.ts'
import type { Prompts } from './prompts.ts'

export const createPromptsRouter = ({ router, procedureFor }: Procedures, prompts: Prompts) =>
  router({
    list: procedureFor('chat').query(({ ctx }) => prompts.list(ctx.viewer)),
    get: procedureFor('chat')
      .input(PromptInput)
      .query(({ ctx, input }) => prompts.get(ctx.viewer, input)),
    create: procedureFor('chat')
      .input(CreatePromptInput)
      .mutation(({ ctx, input }) => prompts.create(ctx, input)),
    update: procedureFor('chat')
      .input(UpdatePromptInput)
      .mutation(({ ctx, input }) => prompts.update(ctx, input)),
    remove: procedureFor('chat')
      .input(PromptInput)
      .mutation(({ ctx, input }) => prompts.remove(ctx, input)),
    restore: procedureFor('chat')
      .input(PromptInput)
      .mutation(({ ctx, input }) => prompts.restore(ctx, input)),
  })
