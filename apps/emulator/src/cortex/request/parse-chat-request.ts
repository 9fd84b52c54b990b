import type { z } from 'zod'
import { bareModelName, type ModelFamily, modelFamily } from '../model-family.ts'
import { badRequest, type Refusal } from '../refusal.ts'
import { bodySchema, type ParsedBody } from './body-schema.ts'
import type { ChatRequest, ToolChoice, Turn } from './chat-request.ts'
import type { Message } from './message-schema.ts'
import { honouredFields, refusedField } from './request-fields.ts'

/** Checks a body field by field, as the model's family does, after the caller was found to be allowed to use the model. */
export function parseChatRequest(
  body: Record<string, unknown>,
): { ok: true; request: ChatRequest } | { ok: false; refusal: Refusal } {
  const model = bareModelName(String(body.model))
  const family = modelFamily(model)
  const refused = refusedField(body, model, family)
  if (refused !== null) return { ok: false, refusal: badRequest(refused) }
  const fields = honouredFields(body, model, family)
  const parsed = bodySchema(family).safeParse(fields)
  if (!parsed.success) return { ok: false, refusal: badRequest(validationMessage(parsed.error)) }
  const { data } = parsed
  return {
    ok: true,
    request: {
      model,
      family,
      turns: data.messages.map(toTurn),
      stream: data.stream,
      includeUsage: data.stream_options?.include_usage ?? false,
      maxCompletionTokens: data.max_completion_tokens,
      wantsReasoning: wantsReasoning(data, model, family),
      stop: data.stop == null ? [] : [data.stop].flat().filter((sequence) => sequence !== ''),
      seed: data.seed ?? null,
      tools: (data.tools ?? []).map((tool) => ({ name: tool.function.name, parameters: tool.function.parameters })),
      toolChoice: toToolChoice(data.tool_choice),
      answerSchema: answerSchema(data.response_format),
      fields,
    },
  }
}

function toTurn({ role, content }: Message): Turn {
  if (!Array.isArray(content)) return { role, text: content ?? '', images: 0, endsCachedPrefix: false }
  return {
    role,
    text: content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n'),
    images: content.filter((part) => part.type === 'image_url').length,
    // Markers on tool results are accepted and ignored (recorded against live accounts in 2026).
    endsCachedPrefix: role !== 'tool' && content.some((part) => part.cache_control != null),
  }
}

function wantsReasoning({ reasoning, reasoning_effort }: ParsedBody, model: string, family: ModelFamily): boolean {
  switch (family) {
    case 'claude':
      return reasoning != null && reasoning.enabled !== false && reasoning.effort !== 'none'
    case 'openai':
      return model.startsWith('openai-gpt-5') && reasoning_effort !== 'none' && reasoning_effort !== 'minimal'
    case 'other':
      return model.startsWith('deepseek-r1')
  }
}

function toToolChoice(choice: ParsedBody['tool_choice']): ToolChoice {
  if (choice == null) return { type: 'auto' }
  return typeof choice === 'string' ? { type: choice } : { type: 'named', name: choice.function.name }
}

function answerSchema(format: ParsedBody['response_format']): unknown {
  if (format?.type === 'json_schema') return format.json_schema.schema ?? {}
  return format?.type === 'json_object' ? {} : null
}

/** The bracketed form was recorded; what stands inside it is ours. */
function validationMessage(error: z.ZodError): string {
  const issues = error.issues.slice(0, 5).map((issue) => {
    const { path, message } = deepestIssue(issue)
    return `${path.map(String).join('.') || 'body'}: ${message}`
  })
  return `input schema validation error: [${issues.join('; ')}]`
}

/** Of a union that nothing fitted, the complaint of the branch that came furthest: "Invalid input" helps nobody. */
function deepestIssue(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue
  const candidates = issue.errors.flatMap((branch) => branch.slice(0, 1)).map(deepestIssue)
  const deepest = candidates.reduce((best, next) => (next.path.length > best.path.length ? next : best))
  return { path: [...issue.path, ...deepest.path], message: deepest.message }
}
