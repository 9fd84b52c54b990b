import { z } from 'zod'

/** How long conversations live after their last change, in days; null for ever. */
const ConversationDays = z.number().int().min(1).max(3650).nullable()

export const UpdateTenantSettingsInput = z.object({ conversationDays: ConversationDays })
export type UpdateTenantSettingsInput = z.infer<typeof UpdateTenantSettingsInput>

export const TenantSettingsView = z.object({ conversationDays: ConversationDays })
export type TenantSettingsView = z.infer<typeof TenantSettingsView>
