import { AnswerRules } from '@coco/shared/answer-parameters'
import { UpdateTenantSettingsInput } from '@coco/shared/tenant-settings'
import type { Procedures } from '../../trpc/procedures.ts'
import type { AnswerRulesOfTenants } from './answer-rules.ts'
import type { TenantSettings } from './tenant-settings.ts'

export const createSettingsRouter = (
  { router, procedureFor }: Procedures,
  { settings, answerRules }: { settings: TenantSettings; answerRules: AnswerRulesOfTenants },
) =>
  router({
    get: procedureFor('manage_settings').query(({ ctx }) => settings.get(ctx.viewer)),
    update: procedureFor('manage_settings')
      .input(UpdateTenantSettingsInput)
      .mutation(({ ctx, input }) => settings.update(ctx, input)),
    answerRules: procedureFor('manage_settings').query(({ ctx }) => answerRules.get(ctx.viewer)),
    updateAnswerRules: procedureFor('manage_settings')
      .input(AnswerRules)
      .mutation(({ ctx, input }) => answerRules.update(ctx, input)),
    answerBounds: procedureFor('chat').query(({ ctx }) => answerRules.bounds(ctx.viewer)),
  })
