import { ApiKeyInput, CreateApiKeyInput, RotateApiKeyInput } from '@coco/shared/api-keys'
import type { Procedures } from '../../trpc/procedures.ts'
import type { ApiKeys } from './api-keys.ts'

export const createApiKeysRouter = ({ router, procedureFor }: Procedures, apiKeys: ApiKeys) =>
  router({
    list: procedureFor('manage_keys').query(({ ctx }) => apiKeys.list(ctx.viewer)),
    create: procedureFor('manage_keys')
      .input(CreateApiKeyInput)
      .mutation(({ ctx, input }) => apiKeys.create(ctx, input)),
    rotate: procedureFor('manage_keys')
      .input(RotateApiKeyInput)
      .mutation(({ ctx, input }) => apiKeys.rotate(ctx, input)),
    revoke: procedureFor('manage_keys')
      .input(ApiKeyInput)
      .mutation(({ ctx, input }) => apiKeys.revoke(ctx, input)),
  })
