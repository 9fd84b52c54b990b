import type { Procedures } from '../../trpc/procedures.ts'
import type { Models } from './models.ts'

export const createModelsRouter = ({ router, procedureFor }: Procedures, models: Models) =>
  router({
    list: procedureFor('chat').query(({ ctx }) => models.list(ctx.viewer)),
  })
