import { z } from 'zod'
import { MAX_INSTRUCTIONS_CHARS, MAX_TENANT_PROMPT_CHARS, MAX_TOKENS_LIMIT } from './answer-limits.ts'
import { DocumentTagList } from './document-inputs.ts'
import { isStorable } from './text-fields.ts'

const Temperature = z.number().min(0).max(1)
const MaxTokens = z.number().int().min(1).max(MAX_TOKENS_LIMIT)
/** Blank is none, so that an emptied field and one that was never filled in are the same. */
const instructionsOf = (maxLength: number) =>
  z
    .string()
    .max(maxLength, `must have at most ${maxLength} characters`)
    .refine(isStorable, 'must not contain the NUL character or half a surrogate pair')
    .transform((text) => (text.trim() === '' ? null : text))
    .nullable()

/** What somebody has set for one conversation; null where nothing was, and the usual holds. */
export const ConversationParameters = z.object({
  temperature: Temperature.nullable(),
  /** How long an answer may become, in tokens. */
  maxTokens: MaxTokens.nullable(),
  instructions: instructionsOf(MAX_INSTRUCTIONS_CHARS),
  /** Answer from the tenant's own documents: from those that carry one of these tags, or from all. Null: not from documents. */
  documents: z.object({ tags: DocumentTagList }).nullable().default(null),
})
export type ConversationParameters = z.infer<typeof ConversationParameters>

/** Within what a tenant's members choose for themselves. */
export const AnswerBounds = z.object({
  minTemperature: Temperature,
  maxTemperature: Temperature,
  /** The longest answer that may be asked for, in tokens. */
  maxTokens: MaxTokens,
  allowsInstructions: z.boolean(),
})
export type AnswerBounds = z.infer<typeof AnswerBounds>

/** The bounds as a member may know them: whether the tenant tells the model something first, not what. */
export const AnswerBoundsView = AnswerBounds.extend({ hasTenantPrompt: z.boolean() })
export type AnswerBoundsView = z.infer<typeof AnswerBoundsView>

const Rules = AnswerBounds.extend({
  /** Told before every answer of the tenant, after what whoever runs Coco has declared for it. */
  systemPrompt: instructionsOf(MAX_TENANT_PROMPT_CHARS),
  /** In place of the declared one; null: that one. */
  defaultModel: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(200)
    .refine(isStorable, 'must be plain text')
    .nullable(),
})

/** What a tenant's admins decide about its answers. */
export const AnswerRules = Rules.refine(({ minTemperature, maxTemperature }) => minTemperature <= maxTemperature, {
  path: ['minTemperature'],
  message: 'must not be greater than the highest temperature',
})
export type AnswerRules = z.infer<typeof AnswerRules>

/** The rules as admins see them, beside what was declared for the tenant. */
export const AnswerRulesView = Rules.extend({ declaredPrompt: z.string().nullable(), declaredModel: z.string() })
export type AnswerRulesView = z.infer<typeof AnswerRulesView>

/** With what an answer was really asked for. */
export const UsedParameters = z.object({
  temperature: z.number(),
  maxTokens: z.number().int(),
  hasInstructions: z.boolean(),
})
export type UsedParameters = z.infer<typeof UsedParameters>
