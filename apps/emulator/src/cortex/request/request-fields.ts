import type { ModelFamily } from '../model-family.ts'

/** What a model of a family does with a field: honours it, silently drops it, or fails the request. */
export type FieldTreatment = 'works' | 'ignored' | 'refused'

const everywhere = (treatment: FieldTreatment) => ({ openai: treatment, claude: treatment, other: treatment })
const openaiOnly = { openai: 'works', claude: 'ignored', other: 'ignored' } as const
const exceptOthers = { openai: 'works', claude: 'works', other: 'refused' } as const

/**
 * The body of a chat completion, field by field and family by family (snowflake docs: cortex-rest-api).
 * A field that is not listed is ignored.
 */
export const REQUEST_FIELDS: Record<string, Record<ModelFamily, FieldTreatment>> = {
  model: everywhere('works'),
  messages: everywhere('works'),
  stream: everywhere('works'),
  stream_options: everywhere('works'),
  temperature: everywhere('works'),
  top_p: everywhere('works'),
  max_completion_tokens: everywhere('works'),
  max_tokens: everywhere('refused'),
  service_tier: everywhere('refused'),
  store: everywhere('refused'),
  n: openaiOnly,
  stop: openaiOnly,
  logit_bias: openaiOnly,
  logprobs: openaiOnly,
  top_logprobs: openaiOnly,
  presence_penalty: openaiOnly,
  frequency_penalty: openaiOnly,
  seed: openaiOnly,
  parallel_tool_calls: openaiOnly,
  verbosity: openaiOnly,
  prompt_cache_key: openaiOnly,
  reasoning_effort: openaiOnly,
  metadata: everywhere('ignored'),
  modalities: everywhere('ignored'),
  safety_identifier: everywhere('ignored'),
  audio: { openai: 'refused', claude: 'ignored', other: 'ignored' },
  tools: exceptOthers,
  tool_choice: exceptOthers,
  response_format: { openai: 'works', claude: 'works', other: 'ignored' },
  reasoning: { openai: 'ignored', claude: 'works', other: 'ignored' },
}

/** Models that drop a field which the rest of their family honours. */
export const MODEL_EXCEPTIONS: Record<string, Record<string, FieldTreatment>> = {
  'claude-opus-4-7': { temperature: 'ignored' },
}

export function treatmentOf(field: string, model: string, family: ModelFamily): FieldTreatment {
  return MODEL_EXCEPTIONS[model]?.[field] ?? REQUEST_FIELDS[field]?.[family] ?? 'ignored'
}

/** The sentence for the first field that fails the request, `null` when none does. An absent field and `null` are alike. */
export function refusedField(body: Record<string, unknown>, model: string, family: ModelFamily): string | null {
  for (const [field, value] of Object.entries(body)) {
    if (value === null || value === undefined || treatmentOf(field, model, family) !== 'refused') continue
    if (field === 'max_tokens') return 'max_tokens is deprecated in favor of max_completion_tokens'
    return `${field} is not supported for model ${model}`
  }
  return null
}

/** The fields that this model honours. */
export function honouredFields(body: Record<string, unknown>, model: string, family: ModelFamily) {
  return Object.fromEntries(
    Object.entries(body).filter(([field, value]) => value != null && treatmentOf(field, model, family) === 'works'),
  )
}
