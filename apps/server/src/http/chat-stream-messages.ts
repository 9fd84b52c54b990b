import { MAX_MESSAGES } from '@coco/shared/answer-limits'
import { detail, type ValidationDetail } from './validation-detail.ts'

const ROLES = ['user', 'assistant', 'system', 'developer', 'tool']
/** A body of a thousand broken turns is answered with the first few of them. */
const MAX_PROBLEMS = 20

/** What is wrong with `messages`. What is right goes upstream to the letter, extra fields and content parts included. */
export function findMessageProblems(messages: readonly unknown[]): ValidationDetail[] {
  if (messages.length > MAX_MESSAGES) {
    const msg = `List should have at most ${MAX_MESSAGES} items after validation, not ${messages.length}`
    return [detail('too_long', ['body', 'messages'], msg, `${messages.length} items`, { max_length: MAX_MESSAGES })]
  }
  const problems: ValidationDetail[] = []
  for (const [index, message] of messages.entries()) {
    if (problems.length >= MAX_PROBLEMS) break
    problems.push(...findProblems(message, ['body', 'messages', index]))
  }
  return problems
}

function findProblems(message: unknown, loc: (string | number)[]): ValidationDetail[] {
  if (!isRecord(message)) return [detail('dict_type', loc, 'Input should be a valid dictionary', message)]
  return [...findRoleProblems(message, [...loc, 'role']), ...findContentProblems(message, [...loc, 'content'])]
}

function findRoleProblems(message: Record<string, unknown>, loc: (string | number)[]): ValidationDetail[] {
  const { role } = message
  if (role === undefined) return [detail('missing', loc, 'Field required', message)]
  if (typeof role === 'string' && ROLES.includes(role)) return []
  const expected = `${ROLES.slice(0, -1)
    .map((name) => `'${name}'`)
    .join(', ')} or '${ROLES.at(-1)}'`
  return [detail('literal_error', loc, `Input should be ${expected}`, role, { expected })]
}

function findContentProblems(message: Record<string, unknown>, loc: (string | number)[]): ValidationDetail[] {
  const { content } = message
  if (typeof content === 'string') return []
  if (Array.isArray(content)) return findPartProblems(content, loc)
  // An assistant's turn that called tools has no text of its own.
  const calledTools = message.role === 'assistant' && Array.isArray(message.tool_calls) && message.tool_calls.length > 0
  if (calledTools && (content === null || content === undefined)) return []
  if (content === undefined) return [detail('missing', loc, 'Field required', message)]
  return [detail('string_type', loc, 'Input should be a valid string or a list of parts', content)]
}

function findPartProblems(parts: readonly unknown[], loc: (string | number)[]): ValidationDetail[] {
  if (parts.length === 0) {
    return [
      detail('too_short', loc, 'List should have at least 1 item after validation, not 0', parts, { min_length: 1 }),
    ]
  }
  const index = parts.findIndex((part) => !isRecord(part))
  return index === -1 ? [] : [detail('dict_type', [...loc, index], 'Input should be a valid dictionary', parts[index])]
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
