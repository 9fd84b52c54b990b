import { z } from 'zod'
import { PROMPT_TEXT_MAX, PROMPT_TITLE_MAX } from './prompt-limits.ts'
import { lineOfText, storableText } from './text-fields.ts'

export const PromptId = z.uuid().brand<'PromptId'>()
export type PromptId = z.infer<typeof PromptId>

export const PromptSummary = z.object({
  id: PromptId,
  title: z.string(),
  /** How the text begins, in one line. */
  opening: z.string(),
  /** Everybody of the tenant has it. */
  isShared: z.boolean(),
  /** The caller wrote it. */
  isOwn: z.boolean(),
  /** The caller may change and remove it. */
  mayChange: z.boolean(),
  updatedAt: z.iso.datetime(),
})
export type PromptSummary = z.infer<typeof PromptSummary>

export const PromptView = PromptSummary.extend({ text: z.string() })
export type PromptView = z.infer<typeof PromptView>

/** `full`: as many as may be of this kind are there already. */
export const KeptPrompt = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('kept'), prompt: PromptView }),
  z.object({ outcome: z.literal('full'), isShared: z.boolean(), limit: z.number().int() }),
])
export type KeptPrompt = z.infer<typeof KeptPrompt>

const written = {
  title: lineOfText(PROMPT_TITLE_MAX),
  text: storableText(PROMPT_TEXT_MAX).refine((text) => text.trim() !== '', 'must not be empty'),
  isShared: z.boolean().default(false),
}

export const CreatePromptInput = z.object(written)
export type CreatePromptInput = z.infer<typeof CreatePromptInput>

export const PromptInput = z.object({ promptId: PromptId })
export type PromptInput = z.infer<typeof PromptInput>

export const UpdatePromptInput = z.object({ promptId: PromptId, ...written })
export type UpdatePromptInput = z.infer<typeof UpdatePromptInput>
