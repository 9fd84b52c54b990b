import { NO_PARAMETERS, NO_RULES, parametersWithin } from '@coco/shared/answer-defaults'
import type { AnswerBounds } from '@coco/shared/answer-parameters'
import { findMessageProblems, isRecord } from './chat-stream-messages.ts'
import { type Read, readInteger, readNumber } from './lax-values.ts'
import { detail, type ValidationDetail } from './validation-detail.ts'

/** What `POST /v1/chat/stream` asks for, with the quickstart's defaults filled in. */
export interface ChatStreamBody {
  /** The turns, to the letter; a lone `message` is one user turn. */
  messages: readonly unknown[]
  /** `null`: the tenant's default. */
  model: string | null
  maxTokens: number
  temperature: number
}

/**
 * Reads the body as the quickstart's gateway does: the same coercions, and all problems at once, in field order.
 * @param bounds of the tenant, once it is known whose call this is
 */
export function readChatStreamBody(
  body: unknown,
  bounds: AnswerBounds = NO_RULES,
): { value: ChatStreamBody } | { problems: ValidationDetail[] } {
  if (body === undefined || body === null) return { problems: [detail('missing', ['body'], 'Field required', null)] }
  if (!isRecord(body)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from'
    return { problems: [detail('model_attributes_type', ['body'], msg, body)] }
  }
  const { message = null, messages = null, model = null, metadata = null } = body
  const usual = parametersWithin(bounds, NO_PARAMETERS)
  const tokens = { min: 1, max: bounds.maxTokens }
  const unit = { min: bounds.minTemperature, max: bounds.maxTemperature }
  const maxTokens = readInteger(field(body, 'max_tokens', usual.maxTokens), ['body', 'max_tokens'], tokens)
  const temperature = readNumber(field(body, 'temperature', usual.temperature), ['body', 'temperature'], unit)
  const problems = [
    ...stringProblems(message, 'message'),
    ...listProblems(messages),
    ...stringProblems(model, 'model'),
    ...problemsOf(maxTokens),
    ...problemsOf(temperature),
    ...dictionaryProblems(metadata),
  ]
  if (problems.length > 0 || 'problem' in maxTokens || 'problem' in temperature) return { problems }

  const turns = toTurns(message as string | null, messages as unknown[] | null)
  if (turns === null) {
    const msg = "Value error, Either 'message' or 'messages' must be provided."
    return { problems: [detail('value_error', ['body'], msg, body, { error: {} })] }
  }
  const value = {
    messages: turns,
    model: (model as string) || null,
    maxTokens: maxTokens.value,
    temperature: temperature.value,
  }
  return { value }
}

/** Left out means the default; `null` was said and is refused. */
function field(body: Record<string, unknown>, name: string, fallback: number): unknown {
  return Object.hasOwn(body, name) ? body[name] : fallback
}

function toTurns(message: string | null, messages: unknown[] | null): unknown[] | null {
  if (messages !== null && messages.length > 0) return messages
  return message ? [{ role: 'user', content: message }] : null
}

function problemsOf(read: Read<unknown>): ValidationDetail[] {
  return 'problem' in read ? [read.problem] : []
}

function stringProblems(value: unknown, name: string): ValidationDetail[] {
  if (value === null || typeof value === 'string') return []
  return [detail('string_type', ['body', name], 'Input should be a valid string', value)]
}

function listProblems(value: unknown): ValidationDetail[] {
  if (value === null) return []
  if (Array.isArray(value)) return findMessageProblems(value)
  return [detail('list_type', ['body', 'messages'], 'Input should be a valid list', value)]
}

function dictionaryProblems(value: unknown): ValidationDetail[] {
  if (value === null || isRecord(value)) return []
  return [detail('dict_type', ['body', 'metadata'], 'Input should be a valid dictionary', value)]
}
