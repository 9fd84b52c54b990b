import type { FastifyReply } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type CallContext, refuse } from './call-context.ts'
import type { CortexDeps } from './cortex-deps.ts'
import { refuseCortex } from './entitlement.ts'
import { chooseFault } from './faults/choose-fault.ts'
import type { FaultRules } from './faults/fault-rules.ts'
import { numberSetting, strikesAt } from './faults/parse-fault.ts'
import { REPLY_FAULTS } from './faults/reply-faults.ts'
import { bareModelName } from './model-family.ts'
import { readJsonObject } from './read-json-object.ts'
import { invalidPayload } from './refusal.ts'

/** The body is optional, and so is its list (snowflake rest api specs: cortex-inference.yaml). */
const Filter = z.object({ models: z.array(z.string()).nullish() })

/** `GET /api/v2/cortex/models`: the names that the caller may use, sorted; a body with `models` narrows them. */
export function createUsableModels(needs: CortexDeps & { faults: FaultRules }) {
  return async function answer(reply: FastifyReply, bytes: Buffer, context: CallContext): Promise<unknown> {
    const { caller, requestId, recording, departed } = context
    const filter = Filter.safeParse(bytes.length === 0 ? {} : readJsonObject(bytes))
    if (!filter.success) return refuse(reply, invalidPayload, requestId)
    recording.bodyRead(filter.data, bytes.length)

    const chosen = chooseFault(needs.faults, context, { endpoint: 'models', model: null, stream: false })
    if (!chosen.ok) return refuse(reply, chosen.refusal, requestId)
    const { fault } = chosen
    if (fault && strikesAt(fault, 'delay')) await sleep(numberSetting(fault, 'ms'), undefined, { signal: departed })
    if (fault && strikesAt(fault, 'reply')) return REPLY_FAULTS[fault.name](reply, fault, requestId)

    const refusal = refuseCortex(needs, caller)
    if (refusal !== null) return refuse(reply, refusal, requestId)
    const wanted = filter.data.models?.map(bareModelName)
    const models = needs.access.usableModels(caller)
    return reply.send({ models: wanted ? models.filter((model) => wanted.includes(model)) : models })
  }
}
