import { UpdateTenantSettingsInput } from '@coco/shared/tenant-settings'
import type { Procedures } from '../../trpc/procedures.ts'
import type { TenantSettings } from './tenant-settings.ts'

export const createSettingsRouter = ({ router, procedureFor }: Procedures, settings: TenantSettings) =>
  router({
    get: procedureFor('manage_settings').query(({ ctx }) => settings.get(ctx.viewer)),
    update: procedureFor('manage_settings')
      .input(UpdateTenantSettingsInput)
      .mutation(({ ctx, input }) => settings.update(ctx, input)),
  })
