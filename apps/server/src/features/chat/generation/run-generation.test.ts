import { CortexError, type CortexErrorCode } from '@coco/core/cortex/cortex-error'
import type { CortexChatEvent } from '@coco/core/cortex/cortex-events'
import type { Tenant } from '@coco/core/tenants/tenant'
import { GenerationEvent } from '@coco/shared/generation-events'
import { ApiKeyId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createLogger } from '../../../platform/logger.ts'
import { createManualClock } from '../../../platform/manual-clock.ts'
import type { Viewer } from '../../../trpc/viewer.ts'
import { AnswerEnded, type Ending } from './answer-ended.ts'
import type { AnswerOutcome } from './answer-outcome.ts'
import { createRunGeneration, type GenerationRequest } from './run-generation.ts'

const tenant: Tenant = {
  id: TenantId.parse('tenant-beta'),
  name: 'User Beta',
  snowflake: { user: 'U', role: 'COCO_TENANT_BETA', privateKey: { path: 'k', passphrase: null } },
  defaultModel: 'm',
  models: [],
  systemPrompt: null,
  limits: { requestsPerMinute: 60 },
  documents: null,
}
const viewer: Viewer = {
  tenant: tenant.id,
  subject: randomUUID(),
  roles: ['member'],
  permissions: new Set(['chat']),
  models: null,
  proof: { kind: 'api_key', keyId: ApiKeyId.parse(randomUUID()) },
  ended: new AbortController().signal,
}
const end: CortexChatEvent = { type: 'end', finishReason: 'length', usage: { total_tokens: 3, extra: { kept: true } } }
const accepted: CortexChatEvent = { type: 'accepted', snowflakeRequestId: 'sf-1' }
const delta = (content: string): CortexChatEvent => ({ type: 'delta', content })

async function run(
  upstream: () => AsyncIterable<CortexChatEvent>,
  overrides: Partial<GenerationRequest> = {},
  signal = new AbortController().signal,
) {
  const clock = createManualClock()
  const lines: string[] = []
  const runGeneration = createRunGeneration({
    streamChat: upstream,
    answerLabel: () => 'coco_req_0123abcd',
    monotonicMs: clock.monotonicMs,
    log: createLogger('DEBUG', { write: (line: string) => void lines.push(line) }),
  })
  const outcomes: AnswerOutcome[] = []
  const request: GenerationRequest = {
    viewer,
    kind: 'complete',
    onOutcome: (outcome) => outcomes.push(outcome),
    tenant,
    model: 'claude-4-sonnet',
    requestId: 'req-1',
    credentials: { token: () => Promise.reject(new Error('unused')), invalidate() {} },
    body: { model: 'claude-4-sonnet' },
    maySeeGrants: false,
    splitsThinking: true,
    ...overrides,
  }
  const events: GenerationEvent[] = []
  for await (const event of runGeneration(request, signal)) events.push(GenerationEvent.parse(event))
  return { events, lines, outcomes }
}

async function* gives(...events: (CortexChatEvent | Error)[]): AsyncGenerator<CortexChatEvent> {
  for (const event of events) {
    if (event instanceof Error) throw event
    yield event
  }
}

const failure = (code: CortexErrorCode, statusCode: number, more: { retryAfterMs?: number } = {}) =>
  new CortexError('for the operator', { code, statusCode, upstreamBody: '{"canary":1}', ...more })

test('a sound answer is meta, deltas, done with usage whole', async () => {
  const { events } = await run(() => gives(accepted, delta('Hello'), delta(' world'), end))
  expect(events).toEqual([
    { type: 'meta', id: 'coco_req_0123abcd', model: 'claude-4-sonnet', tenant_id: 'tenant-beta' },
    { type: 'delta', content: 'Hello' },
    { type: 'delta', content: ' world' },
    {
      type: 'done',
      id: 'coco_req_0123abcd',
      latency_ms: 0,
      usage: { total_tokens: 3, extra: { kept: true } },
      finish_reason: 'length',
    },
  ])
})

test('thinking inside the text becomes reasoning for the app and stays text elsewhere', async () => {
  const upstream = () => gives(accepted, delta('<thi'), delta('nk>hm</think>yes'), end)
  const types = (await run(upstream)).events.map((event) => event.type)
  expect(types).toEqual(['meta', 'reasoning', 'delta', 'done'])
  const { events } = await run(upstream, { splitsThinking: false })
  expect(events.slice(1, 3)).toEqual([delta('<thi'), delta('nk>hm</think>yes')])
})

test('what was held back because it might become a tag is not lost when the answer is cut', async () => {
  const { events } = await run(() => gives(accepted, delta('1 <'), failure('upstream_broken_off', 502)))
  expect(events.slice(1, 3)).toEqual([delta('1 '), delta('<')])
  expect(events.at(-1)?.type).toBe('error')
})

test('a refused model is one error in our words; the GRANT goes only to those who may see it', async () => {
  const upstream = () => gives(failure('model_not_allowed', 403))
  const member = await run(upstream)
  expect(member.events).toEqual([
    {
      type: 'error',
      code: 'model_not_allowed',
      status_code: 403,
      message: 'User Beta may not use claude-4-sonnet.',
      request_id: 'req-1',
    },
  ])
  const admin = await run(upstream, { maySeeGrants: true })
  expect(admin.events[0]).toMatchObject({
    fix: 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA;',
  })
})

test('no GRANT is written for a name that is no model id', async () => {
  const { events } = await run(() => gives(failure('model_not_allowed', 403)), {
    maySeeGrants: true,
    model: 'x" TO ROLE PUBLIC; --',
  })
  expect(events[0]).not.toHaveProperty('fix')
})

test('an answer that breaks off keeps its text and is an error, never done; upstream words stay inside', async () => {
  const { events, lines } = await run(() => gives(accepted, delta('half'), failure('upstream_broken_off', 502)))
  expect(events.map((event) => event.type)).toEqual(['meta', 'delta', 'error'])
  expect(JSON.stringify(events) + lines.join()).not.toContain('canary')
})

test('the wait that upstream asked for is passed on', async () => {
  const { events } = await run(() => gives(failure('upstream_rate_limited', 429, { retryAfterMs: 7000 })))
  expect(events[0]).toMatchObject({ status_code: 429, retry_after_ms: 7000 })
})

test('a fault of ours is an error that says nothing of itself', async () => {
  const { events, outcomes } = await run(() => gives(accepted, new TypeError('canary is not a function')))
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'internal', status_code: 500 })
  expect(outcomes).toMatchObject([{ status: 'failed', errorCode: 'internal', finishReason: null }])
  expect(JSON.stringify(events)).not.toContain('canary')
})

describe('ended from outside', () => {
  const endings: [Ending, object, AnswerOutcome['status']][] = [
    ['stopped', { type: 'done', finish_reason: 'stopped' }, 'stopped'],
    ['shutting_down', { type: 'error', code: 'shutting_down', status_code: 503 }, 'interrupted'],
    ['unread', { type: 'error', code: 'upstream_broken_off' }, 'interrupted'],
    ['reader_left', { type: 'delta' }, 'stopped'],
  ]
  test.each(endings)('%s: the last event says so, and so does the outcome', async (ending, last, status) => {
    const controller = new AbortController()
    async function* upstream() {
      yield* gives(accepted, delta('half'))
      controller.abort(new AnswerEnded(ending))
      throw controller.signal.reason
    }
    const { events, outcomes } = await run(upstream, {}, controller.signal)
    expect(events.at(-1)).toMatchObject(last)
    expect(outcomes).toMatchObject([{ status, snowflakeRequestId: 'sf-1', usage: null }])
  })
})

test('the outcome is told once, with both request ids and what upstream counted', async () => {
  const { outcomes } = await run(() => gives(accepted, delta('Hello'), end))
  expect(outcomes).toEqual([
    {
      status: 'done',
      model: 'claude-4-sonnet',
      requestId: 'req-1',
      answerLabel: 'coco_req_0123abcd',
      snowflakeRequestId: 'sf-1',
      finishReason: 'length',
      errorCode: null,
      usage: { total_tokens: 3, extra: { kept: true } },
      promptTokens: null,
      completionTokens: null,
      firstTokenMs: 0,
      latencyMs: 0,
    },
  ])
})

test('the log names the answer, the tenant and how it ended, and no prompt', async () => {
  const { lines } = await run(() => gives(accepted, delta('canary'), end), {
    body: { model: 'm', messages: [{ role: 'user', content: 'canary' }] },
  })
  expect(lines.join()).toMatch(/"answer":"coco_req_0123abcd".*"tenant":"tenant-beta".*"outcome":"length"/)
  expect(lines.join()).not.toContain('canary')
})

test.each([
  ['claude-4-sonnet', 'claude-4-sonnet'],
  ['llama3.1-70b', 'llama3.1-70b'],
  ['meta/llama_3', 'meta/llama_3'],
  ['SNOWFLAKE.MODELS."CLAUDE-4-SONNET"', 'SNOWFLAKE.MODELS."CLAUDE-4-SONNET"'],
  ['My patient Ann Smith has', '(not a model id)'],
  ['{"messages":"secret"}', '(not a model id)'],
  ['-flag', '(not a model id)'],
  ['x'.repeat(101), '(not a model id)'],
  ['', '(not a model id)'],
])('of a model called %j the log has %j: a prompt in the wrong field is not written down', async (model, logged) => {
  const { lines } = await run(() => gives(accepted, end), { model })
  expect(lines.map((line) => (JSON.parse(line) as { model: string }).model)).toEqual([logged])
})
