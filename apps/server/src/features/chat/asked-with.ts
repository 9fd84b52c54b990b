import type { Tenant } from '@coco/core/tenants/tenant'
import { NO_PARAMETERS, parametersWithin } from '@coco/shared/answer-defaults'
import type { AnswerRules, ConversationParameters, UsedParameters } from '@coco/shared/answer-parameters'
import type { ChatMessage } from '@coco/shared/chat-inputs'
import { AppError } from '../../platform/app-error.ts'

/** With what an answer is really asked for: the caller's wishes within the tenant's bounds, and what the model is told first. */
export interface AskedWith {
  model: string
  systemPrompt: string | null
  temperature: number
  maxTokens: number
  hasInstructions: boolean
}

interface Wishes {
  model?: string | undefined
  /** For this answer alone. */
  temperature?: number | undefined
  maxTokens?: number | undefined
}

/** A tenant as its admins have changed it: their default model, their prompt after the declared one. */
export function ruledTenant<T extends Pick<Tenant, 'systemPrompt' | 'defaultModel'>>(tenant: T, rules: AnswerRules): T {
  const systemPrompt = joined(tenant.systemPrompt, rules.systemPrompt)
  return { ...tenant, systemPrompt, defaultModel: rules.defaultModel ?? tenant.defaultModel }
}

/**
 * What was set for the conversation long ago is brought within the present bounds; what is asked for now and lies beyond
 * them is refused.
 *
 * @throws AppError invalid_input, naming the field and what is allowed
 */
export function askedWith(
  tenant: Pick<Tenant, 'systemPrompt' | 'defaultModel'>,
  rules: AnswerRules,
  wishes: Wishes,
  set: ConversationParameters = NO_PARAMETERS,
): AskedWith {
  requireWithin(rules, wishes)
  const within = parametersWithin(rules, set)
  const { systemPrompt, defaultModel } = ruledTenant(tenant, rules)
  return {
    model: wishes.model ?? defaultModel,
    // One message, the tenant's words first: not every model takes a second system message.
    systemPrompt: joined(systemPrompt, within.instructions),
    temperature: wishes.temperature ?? within.temperature,
    maxTokens: wishes.maxTokens ?? within.maxTokens,
    hasInstructions: within.instructions !== null,
  }
}

export function toUsed({ temperature, maxTokens, hasInstructions }: AskedWith): UsedParameters {
  return { temperature, maxTokens, hasInstructions }
}

/** @throws AppError invalid_input, naming the field and what is allowed */
export function requireWithin(
  { minTemperature, maxTemperature, maxTokens, allowsInstructions }: AnswerRules,
  wished: { [Field in keyof ConversationParameters]?: ConversationParameters[Field] | undefined },
): void {
  const { temperature = null } = wished
  if (temperature !== null && (temperature < minTemperature || temperature > maxTemperature)) {
    throw refused('temperature', `must be from ${minTemperature} to ${maxTemperature} in this tenant`)
  }
  if ((wished.maxTokens ?? 0) > maxTokens) throw refused('maxTokens', `must be ${maxTokens} or less in this tenant`)
  if ((wished.instructions ?? null) !== null && !allowsInstructions) {
    throw refused('instructions', 'must be empty: this tenant does not allow instructions of your own')
  }
}

/**
 * Holds for who is signed in at the web app. Programs bring their whole conversation, as they always could, with whatever
 * system messages are in it.
 *
 * @throws AppError invalid_input
 */
export function requireNoInstructions({ allowsInstructions }: AnswerRules, messages: readonly ChatMessage[]): void {
  if (allowsInstructions || !messages.some(({ role }) => role === 'system' || role === 'developer')) return
  throw new AppError(
    'invalid_input',
    'messages must be without system and developer messages: this tenant does not allow instructions of your own.',
  )
}

function refused(field: keyof ConversationParameters, remedy: string): AppError {
  return new AppError('invalid_input', `${field} ${remedy}.`)
}

function joined(first: string | null, then: string | null): string | null {
  return first === null ? then : then === null ? first : `${first}\n\n${then}`
}
