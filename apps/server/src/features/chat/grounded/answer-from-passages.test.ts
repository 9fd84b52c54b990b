import type { Tenant } from '@coco/core/tenants/tenant'
import { NO_RULES } from '@coco/shared/answer-defaults'
import type { GenerationEvent } from '@coco/shared/generation-events'
import { ApiKeyId, DocumentId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createWorkUnderWay } from '../../../platform/work-under-way.ts'
import type { Viewer } from '../../../trpc/viewer.ts'
import type { GenerationRequest } from '../generation/run-generation.ts'
import { createAnswerFromPassages } from './answer-from-passages.ts'

const alpha = TenantId.parse('tenant-alpha')
const viewer: Viewer = {
  tenant: alpha,
  subject: 'ann',
  roles: ['member'],
  permissions: new Set(['chat']),
  models: null,
  proof: { kind: 'api_key', keyId: ApiKeyId.parse(randomUUID()) },
  ended: new AbortController().signal,
}
const passage = {
  documentId: DocumentId.parse(randomUUID()),
  position: 0,
  title: 'Leave',
  tags: [],
  isPersonal: false,
  headings: [],
  page: null,
  content: '27 days.',
}
const says = (content: string): GenerationEvent => ({ type: 'delta', content })

/** A model that says these, and, where it is told to, waits until it is ended. */
function setUp(events: GenerationEvent[], { waits = false } = {}) {
  const requests: GenerationRequest[] = []
  const work = createWorkUnderWay()
  let released = 0
  const answer = createAnswerFromPassages({
    requireModel: () => {},
    rulesOf: async () => NO_RULES,
    admit: async () => ({
      tenant: { id: alpha, name: 'A', defaultModel: 'default-model', systemPrompt: 'Be kind.' } as Tenant,
      credentials: { token: () => Promise.reject(new Error('unused')), invalidate() {} },
      release: () => (released += 1),
    }),
    async *runGeneration(request, signal) {
      requests.push(request)
      yield* events
      if (waits && !signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    },
    showsGrantsToAll: false,
    begin: work.begin,
    getDefaultModel: () => 'default-model',
    newCode: () => 'c0de',
  })
  return { answer, requests, work, released: () => released }
}

test('a program gets the answer, what it cites, and what it cites without having been given it', async () => {
  const { answer, requests, work, released } = setUp([says('27 days [1]'), says(', or 30 [4].')])
  const asked = { question: 'How many?', passages: [passage], model: 'other-model' }
  expect(await answer({ viewer, requestId: 'r' }, asked)).toEqual({
    answer: '27 days [1], or 30 [4].',
    given: 1,
    citedNumbers: [1],
    unmatched: [4],
    model: 'other-model',
  })
  const [request] = requests
  expect(request).toMatchObject({ kind: 'query', model: 'other-model' })
  const [system, question] = (request?.body.messages ?? []) as { role: string; content: string }[]
  expect(system?.content).toMatch(/^Be kind\.\n\nYou answer from passages/)
  expect(question?.content).toMatch(/^-----BEGIN PASSAGES c0de-----\n<passage number="1"[^]*Question:\nHow many\?$/)
  expect([work.count(), released()]).toEqual([0, 1])
})

test('without passages no model is asked, and nothing is admitted', async () => {
  const { answer, requests, released } = setUp([])
  const given = await answer({ viewer, requestId: 'r' }, { question: 'How many?', passages: [] })
  expect(given).toMatchObject({
    model: 'default-model',
    citedNumbers: [],
    answer: expect.stringMatching(/^Nothing in/),
  })
  expect([requests.length, released()]).toEqual([0, 0])
})

test('an answer that breaks off is refused with its own code, never given as a whole one', async () => {
  const failure = {
    type: 'error',
    code: 'upstream_broken_off',
    status_code: 502,
    message: 'Cut.',
    request_id: 'r',
  } as const
  const { answer, work, released } = setUp([says('27'), failure])
  const asked = answer({ viewer, requestId: 'r' }, { question: 'How many?', passages: [passage] })
  await expect(asked).rejects.toMatchObject({ code: 'upstream_broken_off', message: 'Cut.' })
  expect([work.count(), released()]).toEqual([0, 1])
})

test('whoever leaves ends it', async () => {
  const { answer, work, released } = setUp([], { waits: true })
  const leaving = new AbortController()
  const by = { viewer, requestId: 'r', signal: leaving.signal }
  const asked = answer(by, { question: 'How many?', passages: [passage] })
  leaving.abort(new Error('gone'))
  await expect(asked).rejects.toThrow('gone')
  expect(work.count()).toBe(0)
  expect(released()).toBeLessThanOrEqual(1)
})
