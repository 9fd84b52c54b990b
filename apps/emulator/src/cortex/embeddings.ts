import type { FastifyReply } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { embedText } from '../embedding/embed-text.ts'
import { embeddingDimensions } from '../rbac/model-catalog.ts'
import { type CallContext, refuse } from './call-context.ts'
import type { CortexDeps } from './cortex-deps.ts'
import { refuseCortex, refuseEmbeddingModel } from './entitlement.ts'
import { chooseFault } from './faults/choose-fault.ts'
import type { FaultRules } from './faults/fault-rules.ts'
import { numberSetting, strikesAt } from './faults/parse-fault.ts'
import { REPLY_FAULTS } from './faults/reply-faults.ts'
import { bareModelName } from './model-family.ts'
import { createModelRateLimits } from './model-rate-limits.ts'
import { readJsonObject } from './read-json-object.ts'
import { badRequest, invalidPayload, tooManyRequests } from './refusal.ts'
import { countTokens } from './writer/tokenize.ts'

/** snowflake docs: cortex-rest-api, embed. */
const MOST_TEXTS = 1_280
const MOST_CHARACTERS = 4_096

const Texts = z
  .array(
    z
      .string()
      .refine((text) => Array.from(text).length <= MOST_CHARACTERS, `has more than ${MOST_CHARACTERS} characters`),
  )
  .min(1)
  .max(MOST_TEXTS)

/** `POST /api/v2/cortex/inference:embed`: refused for the first reason in Snowflake's order, else a vector for each text. */
export function createEmbeddings(needs: CortexDeps & { faults: FaultRules }) {
  const limits = createModelRateLimits(needs.rateLimits, needs.monotonicNow)

  return async function answer(reply: FastifyReply, bytes: Buffer, context: CallContext): Promise<unknown> {
    const { caller, requestId, departed, recording } = context
    const body = readJsonObject(bytes)
    if (body === null) return refuse(reply, invalidPayload, requestId)
    recording.bodyRead(body, bytes.length)

    const model = typeof body.model === 'string' ? bareModelName(body.model) : null
    const chosen = chooseFault(needs.faults, context, { endpoint: 'embed', model, stream: false })
    if (!chosen.ok) return refuse(reply, chosen.refusal, requestId)
    const { fault } = chosen
    if (fault && strikesAt(fault, 'delay')) await sleep(numberSetting(fault, 'ms'), undefined, { signal: departed })
    if (fault && strikesAt(fault, 'reply')) return REPLY_FAULTS[fault.name](reply, fault, requestId)

    const refusal = refuseCortex(needs, caller) ?? refuseEmbeddingModel(needs, caller, body.model)
    if (refusal !== null || model === null) return refuse(reply, refusal ?? invalidPayload, requestId)
    const texts = Texts.safeParse(body.text)
    if (!texts.success) return refuse(reply, badRequest(textProblem(texts.error)), requestId)
    if (!limits.take(model)) return refuse(reply, tooManyRequests, requestId)

    const dimensions = embeddingDimensions(model)
    return reply.send({
      object: 'list',
      data: texts.data.map((text, index) => ({
        object: 'embedding',
        // One vector in a list of its own, as the documentation has it.
        embedding: [[...embedText(text, dimensions)]],
        index,
      })),
      model,
      usage: { total_tokens: texts.data.reduce((sum, text) => sum + countTokens(text), 0) },
    })
  }
}

function textProblem(error: z.ZodError): string {
  const [issue] = error.issues
  const place = ['text', ...(issue?.path ?? [])].join('.')
  return `input schema validation error: [${place}: ${issue?.message ?? 'invalid'}]`
}
