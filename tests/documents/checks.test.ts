import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DocumentScene, openDocumentScene, type Program } from './document-scene.ts'

/**
 * The seventeen checks of a system that this one must not fall behind, each in a stronger form: over real tokens that an issuer
 * signed, against a server that answers for real.
 */
const ALPHA = 'tenant-alpha'
const BETA = 'tenant-beta'

const LEAVE = {
  title: 'Leave policy',
  content: '# Leave\n\nEverybody has 27 days of paid vacation a year.',
  tags: ['hr'],
}
const TRAVEL = {
  title: 'Travel',
  content: '# Travel\n\nHotels are booked by the office. A night costs at most 140 euros.',
}
const SALARIES = {
  title: 'Zanzibar salary list',
  content: '# Salaries\n\nThe salary of Tobias Quint is 81,250 euros a year. His mail is tobias.quint@example.com.',
  tags: ['payroll'],
}
const DEPLOYING = {
  title: 'Deploying',
  content: '# Deploying\n\nA rollback of the gateway takes four minutes.',
  tags: ['ops'],
}
const ON_CALL = { title: 'On call', content: '# On call\n\nWhoever is on call answers a page within ten minutes.' }
/** Whatever is only in the personal document. */
const HIDDEN = /Zanzibar|Tobias|Quint|81,250|payroll/

let scene: DocumentScene
let salaries: string
const member = () => scene.program(ALPHA, 'member')
const reader = () => scene.program(ALPHA, 'member', 'pii_access')
const ask = (program: Program, query: string) => program.call('POST', '/v1/query', { query })
beforeAll(async () => {
  scene = await openDocumentScene()
  const add = async (tenant: string, document: object) => {
    const added = await scene.program(tenant, 'editor').call('POST', '/v1/documents', document)
    expect([added.status, added.body]).toMatchObject([201, { tenant_id: tenant }])
    return added.body.id
  }
  for (const document of [LEAVE, TRAVEL]) await add(ALPHA, document)
  salaries = await add(ALPHA, SALARIES)
  for (const document of [DEPLOYING, ON_CALL]) await add(BETA, document)
}, 60_000)
afterAll(() => scene[Symbol.asyncDispose]())

describe('operation', () => {
  test('1 · it is alive, and says so to anybody', async () => {
    expect((await scene.withHeaders({}).call('GET', '/healthz')).status).toBe(200)
  })

  test('2 · it is ready, and knows its tenants', async () => {
    const { status, body } = await scene.withHeaders({}).call('GET', '/readyz')
    expect([status, body]).toMatchObject([
      200,
      { status: 'ready', tenants: { up: 2, down: 0, byName: { [ALPHA]: 'up', [BETA]: 'up' } } },
    ])
  })

  test.each([
    ['POST', '/v1/query', { query: 'leave' }],
    ['POST', '/v1/documents', LEAVE],
    ['GET', '/v1/documents', undefined],
    ['DELETE', `/v1/documents/${randomUUID()}`, undefined],
  ])('3 · %s %s without a credential is 401, as a problem', async (method, path, body) => {
    const { status, type, body: problem, headers } = await scene.withHeaders({}).call(method, path, body)
    expect([status, type]).toEqual([401, 'application/problem+json; charset=utf-8'])
    expect(problem).toMatchObject({ type: 'urn:coco:error:not_signed_in', title: 'Not signed in', status: 401 })
    expect([problem.request_id, headers.get('www-authenticate')]).toEqual([
      headers.get('x-request-id'),
      'Bearer realm="coco"',
    ])
  })

  test.each(['Bearer nonsense', 'Bearer a.b.c', 'Basic YTpi'])('and with "%s" it is too', async (authorization) => {
    expect((await ask(scene.withHeaders({ authorization }), 'leave')).status).toBe(401)
  })
})

describe('one tenant', () => {
  test('4 · a question is answered from its documents, and says from which', async () => {
    const { status, body } = await ask(member(), 'How many days of paid vacation does everybody have?')
    expect([status, body]).toMatchObject([200, { tenant_id: ALPHA, found: true, pii_included: false }])
    expect(body.answer).toContain('27')
    expect(body.sources[0]).toMatchObject({ title: 'Leave policy', tags: ['hr'], pii: false })
  })

  test('5 · whoever may not read personal data finds none: not in answers, sources, counts, lists, tags or searches', async () => {
    const without = member()
    const asked = await ask(without, 'What is the salary of Tobias Quint?')
    expect([asked.status, asked.body.pii_included]).toEqual([200, false])
    expect(JSON.stringify({ ...asked.body, query: '' })).not.toMatch(HIDDEN)
    const listed = await without.call('GET', '/v1/documents')
    expect(listed.body.count).toBe(2)
    const { documents } = without.client.trpc
    const seen = [
      listed.body,
      await documents.list.query({}),
      await documents.list.query({ title: 'Zanzibar' }),
      await documents.list.query({ tags: ['payroll'] }),
      await documents.tags.query(),
      await documents.search.query({ query: 'salary of Tobias Quint' }),
      await documents.search.query({ query: 'Zanzibar', tags: ['payroll'] }),
    ]
    expect(JSON.stringify(seen)).not.toMatch(HIDDEN)
    expect(JSON.stringify(seen)).not.toContain(salaries)
    const never = randomUUID()
    const errorOf = (id: string) => documents.get.query({ documentId: id }).catch((error: Error) => error.message)
    expect(await errorOf(salaries)).toBe(await errorOf(never))
  })

  test('6 · with the right to it the same question is answered', async () => {
    const { body } = await ask(reader(), 'What is the salary of Tobias Quint?')
    expect(body).toMatchObject({ pii_included: true, found: true })
    expect(body.answer).toContain('81,250')
    expect(body.sources[0]).toMatchObject({ id: salaries, title: SALARIES.title, pii: true })
    const listed = await reader().call('GET', '/v1/documents')
    expect([listed.body.count, listed.text]).toEqual([3, expect.stringContaining(SALARIES.title)])
  })

  test('7 · the flag is raised by what is in the text, whatever was said of it', async () => {
    const { body } = await reader().call('GET', '/v1/documents')
    expect(body.documents.find(({ id }) => id === salaries)).toMatchObject({ pii: true })
  })

  test('8 · what is in no document is not invented: it says so, and no model is asked', async () => {
    const before = scene.stack.emulator.calls.list().filter(({ path }) => path.includes('chat/completions')).length
    const { status, body } = await ask(member(), 'Which volcano erupted on Jupiter in the bronze age?')
    expect([status, body]).toMatchObject([200, { found: false, sources: [], pii_included: false }])
    const after = scene.stack.emulator.calls.list().filter(({ path }) => path.includes('chat/completions')).length
    expect(after).toBe(before)
  })
})

describe('another tenant', () => {
  const beta = () => scene.program(BETA, 'admin', 'pii_access')

  test('9 · it is answered from its own', async () => {
    const { body } = await ask(beta(), 'How long does a rollback of the gateway take?')
    expect([body.tenant_id, body.answer, body.sources[0]?.title]).toEqual([
      BETA,
      expect.stringContaining('four'),
      'Deploying',
    ])
  })

  test('10 · it lists its own, and counts nothing else', async () => {
    expect((await beta().call('GET', '/v1/documents')).body).toMatchObject({ tenant_id: BETA, count: 2 })
  })

  test('11 · it has its own tags', async () => {
    expect(await beta().client.trpc.documents.tags.query()).toEqual([{ tag: 'ops', count: 1 }])
  })
})

describe('isolation', () => {
  test('12 · nothing of one tenant is found by the other, whatever its roles', async () => {
    for (const query of ['paid vacation days a year', 'salary of Tobias Quint', 'Zanzibar', 'a night in a hotel']) {
      const { body } = await ask(scene.program(BETA, 'admin', 'pii_access'), query)
      expect(JSON.stringify({ ...body, query: '' })).not.toMatch(/Leave policy|Travel|Zanzibar|Tobias|140/)
    }
  })

  test("13 · another tenant's document is one that never was", async () => {
    const admin = scene.program(BETA, 'admin', 'pii_access')
    const answers = await Promise.all(
      [salaries, randomUUID(), 'no id at all'].map((id) =>
        admin.call('DELETE', `/v1/documents/${encodeURIComponent(id)}`),
      ),
    )
    const plain = answers.map(({ status, body }) => [status, { ...body, request_id: '' }])
    expect(plain[0]).toMatchObject([404, { type: 'urn:coco:error:not_found', code: 'not_found' }])
    expect(new Set(plain.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await reader().call('GET', '/v1/documents')).body.count).toBe(3)
  })

  test.each(['x-tenant-id', 'x-tenant', 'tenant-id'])('14 · a tenant in %s changes nothing', async (name) => {
    const headers = { [name]: ALPHA }
    const program = scene.program(BETA, 'member')
    const listed = await program.call('GET', '/v1/documents?tenant_id=tenant-alpha', undefined, headers)
    expect(listed.body).toMatchObject({ tenant_id: BETA, count: 2 })
    const asked = await program.call('POST', '/v1/query', { query: 'paid vacation', tenant_id: ALPHA }, headers)
    expect(asked.body.tenant_id).toBe(BETA)
    expect(asked.text).not.toContain('Leave policy')
  })
})

describe('roles', () => {
  test('15 · a member adds nothing, and takes nothing away', async () => {
    const added = await member().call('POST', '/v1/documents', TRAVEL)
    const removed = await member().call('DELETE', `/v1/documents/${salaries}`)
    for (const { status, type, body } of [added, removed]) {
      expect([status, type]).toEqual([403, 'application/problem+json; charset=utf-8'])
      expect(body).toMatchObject({ type: 'urn:coco:error:forbidden', title: 'Forbidden' })
    }
  })

  test('16 · an editor adds and takes nothing away; an admin does both', async () => {
    const document = { title: 'For a moment', content: 'The stapler is on the third floor.' }
    const added = await scene.program(ALPHA, 'editor').call('POST', '/v1/documents', document)
    expect(added.body).toMatchObject({ pii_flagged: false, title: document.title })
    const path = `/v1/documents/${added.body.id}`
    expect((await scene.program(ALPHA, 'editor').call('DELETE', path)).status).toBe(403)
    const removed = await scene.program(ALPHA, 'admin').call('DELETE', path)
    expect([removed.status, removed.body]).toEqual([200, { deleted: added.body.id, tenant_id: ALPHA }])
    expect((await scene.program(ALPHA, 'admin').call('DELETE', path)).status).toBe(404)
  })

  test('17 · an admin without the right to personal data cannot even delete it: it is not there', async () => {
    const removed = await scene.program(ALPHA, 'admin').call('DELETE', `/v1/documents/${salaries}`)
    expect(removed.status).toBe(404)
  })
})

test('no prompt of somebody without the right held any of it, and whoever loses the right loses it at once', async () => {
  const person = scene.person(ALPHA)
  const prompts = () => scene.stack.emulator.calls.list().filter(({ path }) => path.includes('chat/completions'))
  const question = { content: 'What is the salary of Tobias Quint?', parameters: fromDocuments() }
  const before = prompts().length
  const with_ = await person('member', 'pii_access').client.converse(question)
  expect(JSON.stringify(prompts().slice(before))).toContain('81,250')

  const later = person('member')
  const count = prompts().length
  await ask(later, 'What is the salary of Tobias Quint?')
  expect(JSON.stringify(prompts().slice(count))).not.toContain('81,250')
  const { conversationId } = with_
  const seen = await later.client.trpc.conversations.get.query({ conversationId })
  const exported = await later.client.trpc.conversations.export.query({ conversationId, format: 'json' })
  const sources = JSON.stringify([seen, exported].map((each) => JSON.stringify(each)))
  // What the model answered is theirs already; titles and passages are resolved anew, and give nothing.
  expect(sources).not.toMatch(/Zanzibar|tobias\.quint@/)
})

const fromDocuments = () => ({ temperature: null, maxTokens: null, instructions: null, documents: { tags: [] } })
