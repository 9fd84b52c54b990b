import { procedureFor, router } from '../../trpc/procedures.ts'
import type { Models } from './models.ts'

export const createModelsRouter = (models: Models) =>
  router({
    list: procedureFor('chat').query(({ ctx }) => models.list(ctx.viewer.tenant)),
  })
