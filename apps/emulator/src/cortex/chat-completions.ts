import type { FastifyReply } from 'fastify'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerPart, AnswerSource } from './answer/answer-part.ts'
import { collectAnswer } from './answer/whole-answer.ts'
import { type CallContext, refuse } from './call-context.ts'
import type { CortexDeps } from './cortex-deps.ts'
import type { AnswerHead } from './dialects/dialect.ts'
import { dialectFor } from './dialects/dialect-for.ts'
import { thinkAloud } from './dialects/think-aloud.ts'
import { refuseCortex, refuseModel } from './entitlement.ts'
import { ANSWER_FAULTS } from './faults/answer-faults.ts'
import { chooseFault } from './faults/choose-fault.ts'
import type { FaultRules } from './faults/fault-rules.ts'
import type { Fault } from './faults/fault-table.ts'
import { numberSetting, strikesAt } from './faults/parse-fault.ts'
import { REPLY_FAULTS } from './faults/reply-faults.ts'
import { STREAM_FAULTS } from './faults/stream-faults.ts'
import { bareModelName } from './model-family.ts'
import { createModelRateLimits } from './model-rate-limits.ts'
import { ModelServerError } from './model-server/model-server-error.ts'
import { readJsonObject } from './read-json-object.ts'
import { badRequest, inferenceUnavailable, invalidPayload, tooManyRequests } from './refusal.ts'
import type { ChatRequest } from './request/chat-request.ts'
import { parseChatRequest } from './request/parse-chat-request.ts'
import { sendStream } from './stream/send-stream.ts'
import type { WireItem } from './stream/wire-item.ts'
import { wireItems } from './stream/wire-items.ts'
import { contextTokens, countPromptTokens } from './writer/prompt-tokens.ts'
import { seededRandom } from './writer/seeded-random.ts'

type Needs = CortexDeps & { source: AnswerSource; faults: FaultRules }

/** `POST /api/v2/cortex/v1/chat/completions`: refused for the first reason in Snowflake's order, else answered. */
export function createChatCompletions(needs: Needs) {
  const limits = createModelRateLimits(needs.rateLimits, needs.monotonicNow)

  return async function answer(reply: FastifyReply, bytes: Buffer, context: CallContext): Promise<unknown> {
    const { caller, requestId, departed, recording } = context
    const body = readJsonObject(bytes)
    if (body === null) return refuse(reply, invalidPayload, requestId)
    recording.bodyRead(body, bytes.length)

    const model = typeof body.model === 'string' ? bareModelName(body.model) : null
    const chosen = chooseFault(needs.faults, context, { endpoint: 'chat', model, stream: body.stream === true })
    if (!chosen.ok) return refuse(reply, chosen.refusal, requestId)
    const { fault } = chosen
    if (fault && strikesAt(fault, 'delay')) await sleep(numberSetting(fault, 'ms'), undefined, { signal: departed })
    if (fault && strikesAt(fault, 'reply')) return REPLY_FAULTS[fault.name](reply, fault, requestId)

    const refusal = refuseCortex(needs, caller) ?? refuseModel(needs, caller, body.model)
    if (refusal !== null) return refuse(reply, refusal, requestId)
    const parsed = parseChatRequest(body)
    if (!parsed.ok) return refuse(reply, parsed.refusal, requestId)
    const { request } = parsed
    const mostTokens = contextTokens(request.family)
    if (countPromptTokens(request).total > mostTokens) {
      return refuse(reply, badRequest(`max tokens of ${mostTokens} exceeded`), requestId)
    }
    if (!limits.take(request.model)) return refuse(reply, tooManyRequests, requestId)

    try {
      const parts = await needs.source(request, departed)
      return await deliver(reply, parts, request, fault, context)
    } catch (error) {
      if (error instanceof ModelServerError && !reply.sent) {
        return refuse(reply, inferenceUnavailable(error.message), requestId)
      }
      throw error
    }
  }

  async function deliver(
    reply: FastifyReply,
    parts: AsyncIterable<AnswerPart>,
    request: ChatRequest,
    fault: Fault | null,
    { requestId, departed }: CallContext,
  ): Promise<unknown> {
    const dialect = dialectFor(request.family)
    const created = Math.floor(needs.now() / 1000)
    const head: AnswerHead = { id: `chatcmpl-${randomUUID()}`, model: request.model, created }
    let said = request.model.startsWith('deepseek-r1') ? thinkAloud(parts) : parts
    if (!request.stream || (fault && strikesAt(fault, 'form'))) {
      return reply.send(dialect.completion(await collectAnswer(said), head))
    }
    if (fault && strikesAt(fault, 'answer')) said = ANSWER_FAULTS[fault.name](said, fault, departed)
    let items: AsyncIterable<WireItem> = wireItems(said, dialect, head, request.includeUsage)
    if (fault && strikesAt(fault, 'stream')) items = STREAM_FAULTS[fault.name](items, fault, departed)
    reply.hijack()
    const headers = { 'x-snowflake-request-id': requestId }
    return sendStream(reply.raw, items, { headers, random: seededRandom(requestId), signal: departed })
  }
}
