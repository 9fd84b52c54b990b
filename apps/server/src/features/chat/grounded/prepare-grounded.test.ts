import { SqlError } from '@coco/core/snowflake/sql-error'
import type { Tenant } from '@coco/core/tenants/tenant'
import type { GenerationEvent } from '@coco/shared/generation-events'
import { ApiKeyId, DocumentId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError } from '../../../platform/app-error.ts'
import { createLogger } from '../../../platform/logger.ts'
import type { Viewer } from '../../../trpc/viewer.ts'
import { AnswerEnded } from '../generation/answer-ended.ts'
import { createRunGeneration } from '../generation/run-generation.ts'
import type { PassageFinding } from './passage-finding.ts'
import { createPrepareGrounded } from './prepare-grounded.ts'

const viewer: Viewer = {
  tenant: TenantId.parse('tenant-alpha'),
  subject: 'ann',
  roles: ['member'],
  permissions: new Set(['chat']),
  models: null,
  proof: { kind: 'api_key', keyId: ApiKeyId.parse(randomUUID()) },
  ended: new AbortController().signal,
}
const source = { address: null, userAgent: null, requestId: 'r' }
const asked = { model: 'm', systemPrompt: null, temperature: 0.5, maxTokens: 10, hasInstructions: false }
const passage = {
  documentId: DocumentId.parse(randomUUID()),
  position: 3,
  title: 'Leave',
  tags: [],
  isPersonal: true,
  headings: [],
  page: null,
  content: '27 days.',
  score: 1,
}

/** An answer whose passages are found like this, by a model that says one word. */
async function answered(find: PassageFinding['find'], signal = new AbortController().signal) {
  const bodies: unknown[] = []
  const prepareGrounded = createPrepareGrounded({ passages: { find, read: async () => [] }, newCode: () => 'c0de' })
  const ground = { kind: 'searched' as const, queries: ['How many?'], tags: [], questionIndex: 0 }
  const turns = [{ role: 'user' as const, content: 'How many?' }]
  const run = createRunGeneration({
    async *streamChat({ body }) {
      bodies.push(body)
      yield { type: 'delta', content: '27' }
      yield { type: 'end', finishReason: 'stop', usage: null }
    },
    answerLabel: () => 'coco_req_00000000',
    monotonicMs: () => 0,
    log: createLogger('CRITICAL'),
  })
  const events: GenerationEvent[] = []
  const request = {
    viewer,
    kind: 'chat' as const,
    tenant: { id: viewer.tenant } as Tenant,
    credentials: { token: () => Promise.reject(new Error('unused')), invalidate() {} },
    requestId: 'r',
    model: 'm',
    body: { model: 'm', messages: turns },
    maySeeGrants: true,
    splitsThinking: false,
    prepare: prepareGrounded({ viewer, source }, ground, { asked, turns }),
  }
  for await (const event of run(request, signal)) events.push(event)
  return { events, bodies }
}

test('what is kept of a source is where it is: no text of a passage stays with an answer', async () => {
  const { events, bodies } = await answered(async () => ({ passages: [passage] }))
  const { documentId, position } = passage
  expect(events[0]).toEqual({ type: 'sources', sources: [{ number: 1, documentId, position, passage: null }] })
  expect(JSON.stringify(events)).not.toContain('27 days')
  expect(JSON.stringify(bodies)).toContain('27 days')
})

test('Stop ends a search, even one that does not listen', async () => {
  const stopping = new AbortController()
  const running = answered(() => new Promise(() => stopping.abort(new AnswerEnded('stopped'))), stopping.signal)
  const { events, bodies } = await running
  expect(events).toEqual([expect.objectContaining({ type: 'done', finish_reason: 'stopped' })])
  expect(bodies).toEqual([])
})

test.each([
  ['Snowflake', new SqlError('secret words', { code: '001' }), 'search_failed'],
  ['a fault of ours', new TypeError('secret words'), 'search_failed'],
  ['an internal error', new AppError('internal', 'secret words'), 'search_failed'],
  ['a database that is away', new AppError('store_unavailable', 'Later.'), 'store_unavailable'],
  ['a limit', new AppError('rate_limited', 'Later.', { retryAfterMs: 7 }), 'rate_limited'],
])('a search that fails for %s ends the answer: no model is asked without passages', async (_, error, code) => {
  const { events, bodies } = await answered(() => Promise.reject(error))
  expect(events).toEqual([expect.objectContaining({ type: 'error', code })])
  expect(JSON.stringify(events)).not.toContain('secret')
  expect(bodies).toEqual([])
})
