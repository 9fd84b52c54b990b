import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DocumentScene, openDocumentScene, type Program, type RestAnswer } from './document-scene.ts'

const PROBLEM = 'application/problem+json; charset=utf-8'
const TEXT = '# Gardening\n\nThe ferns in the hall are watered on Mondays.'

let scene: DocumentScene
let editor: Program
beforeAll(async () => {
  scene = await openDocumentScene({ settings: { COCO_LIMIT_DOCUMENT_BYTES: '200000' } })
  editor = scene.program('tenant-alpha', 'editor')
}, 60_000)
afterAll(() => scene[Symbol.asyncDispose]())

const unique = () => ({
  title: `Title ${randomUUID()}`,
  content: `# About\n\nThe number of the day is ${randomUUID()}.`,
})

function expectProblem({ status, type, body, headers }: RestAnswer, wanted: { status: number; code: string }): void {
  expect([status, type, body.status, body.code]).toEqual([wanted.status, PROBLEM, wanted.status, wanted.code])
  expect(body).toMatchObject({
    type: `urn:coco:error:${wanted.code}`,
    title: expect.any(String),
    detail: expect.any(String),
  })
  expect(body.request_id).toBe(headers.get('x-request-id'))
}

describe('a document', () => {
  test('is sent as JSON, and found at once when the call has ended', async () => {
    const added = await editor.call('POST', '/v1/documents', {
      title: 'Gardening',
      content: TEXT,
      tags: ['Garden', 'garden'],
    })
    expect([added.status, added.body]).toMatchObject([
      201,
      {
        tenant_id: 'tenant-alpha',
        title: 'Gardening',
        tags: ['garden'],
        pii_flagged: false,
        findings: [],
        passages: 1,
      },
    ])
    expect(added.body.ingested).toBe(added.body.id)
    const { body } = await editor.call('POST', '/v1/query', { query: 'When are the ferns in the hall watered?' })
    expect(body.sources).toMatchObject([
      { id: added.body.id, title: 'Gardening', passages: [{ number: 1, position: 0, headings: ['Gardening'] }] },
    ])
    expect(body.answer).toContain('Mondays')
  })

  test('that is there already is the same one: 200, whatever it is called now', async () => {
    const document = unique()
    const first = await editor.call('POST', '/v1/documents', document)
    const again = await editor.call('POST', '/v1/documents', { ...document, title: 'Another title' })
    expect([again.status, again.body]).toMatchObject([
      200,
      { id: first.body.id, title: document.title, already_there: true },
    ])
  })

  test('that is sent five times at once is one document', async () => {
    const document = unique()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => scene.program('tenant-alpha', 'editor').call('POST', '/v1/documents', document)),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4)
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  })

  test('is sent as a file, with what is to be said of it in the address or in headers', async () => {
    const text = (mark: string) => `<h1>Hall</h1><p>The <b>${mark}</b> fern is tall.</p><script>steal()</script>`
    const byQuery = await editor.call('POST', '/v1/documents?title=Ferns&tags=green,tall', text(randomUUID()), {
      'content-type': 'text/html',
    })
    expect([byQuery.status, byQuery.body]).toMatchObject([201, { title: 'Ferns', tags: ['green', 'tall'] }])
    const byHeader = await editor.call('POST', '/v1/documents', text(randomUUID()), {
      'content-type': 'text/html',
      'x-file-name': encodeURIComponent('../Größe\u202Egnp.html'),
      'x-document-contains-pii': 'true',
    })
    expect([byHeader.status, byHeader.body.pii_flagged]).toEqual([201, true])
  })

  test.each(['title=a&title=b', 'title=a&contains_pii=true&contains_pii=false'])(
    'with %s is 422: it has one of each',
    async (query) => {
      const answer = await editor.call('POST', `/v1/documents?${query}`, 'A fern.', { 'content-type': 'text/plain' })
      expectProblem(answer, { status: 422, code: 'invalid_input' })
    },
  )

  test('has nothing in its title and its tags that is not seen', async () => {
    const document = { ...unique(), title: 'Gro\u200bup \u202efdp.exe', tags: ['h\u200br', 'hr', '\u2066it\u2069'] }
    const { status, body } = await editor.call('POST', '/v1/documents', document)
    expect([status, body]).toMatchObject([201, { title: 'Group fdp.exe', tags: ['hr', 'it'] }])
    const unseen = await editor.call('POST', '/v1/documents', { ...unique(), title: '\u200b\u202e' })
    expectProblem(unseen, { status: 422, code: 'invalid_input' })
  })

  test('of which somebody says nothing is flagged when there is personal data in it, with what was found', async () => {
    const { body } = await editor.call('POST', '/v1/documents', {
      title: 'Contact',
      content: `Write to ann.lee.${randomUUID().slice(0, 8)}@example.com.`,
      contains_pii: false,
    })
    expect(body).toMatchObject({ pii_flagged: true, findings: [{ kind: 'email', count: 1 }] })
    expect(JSON.stringify(body)).not.toContain('@')
  })

  test('leaves nothing on its way in: programs have no uploads to look through', async () => {
    await editor.call('POST', '/v1/documents', unique())
    expect(await editor.client.trpc.documents.uploads.query()).toEqual([])
  })
})

describe('a list', () => {
  test('is filtered, and read page by page', async () => {
    const tag = `t${randomUUID().slice(0, 8)}`
    for (const index of [1, 2, 3]) {
      await editor.call('POST', '/v1/documents', { ...unique(), title: `Paged ${index}`, tags: [tag] })
    }
    const titles: string[] = []
    let cursor: string | null = null
    do {
      const more: string = cursor === null ? '' : `&cursor=${cursor}`
      const { body } = await editor.call('GET', `/v1/documents?tags=${tag}&limit=2${more}`)
      expect(body.count).toBe(3)
      titles.push(...body.documents.map(({ title }) => title))
      cursor = body.next_cursor
    } while (cursor !== null)
    expect(titles).toEqual(['Paged 3', 'Paged 2', 'Paged 1'])
  })

  test('by tags that are said several times, or with commas', async () => {
    const [one, two] = [randomUUID().slice(0, 8), randomUUID().slice(0, 8)]
    for (const tag of [one, two]) await editor.call('POST', '/v1/documents', { ...unique(), tags: [tag] })
    for (const query of [`tags=${one}&tags=${two}`, `tags=${one},${two}`]) {
      const { status, body } = await editor.call('GET', `/v1/documents?${query}`)
      expect([status, body.count]).toEqual([200, 2])
    }
  })

  test.each(['title=a&title=b', 'cursor=a&cursor=b', 'limit=1&limit=2'])('with %s is 422', async (query) => {
    expectProblem(await editor.call('GET', `/v1/documents?${query}`), { status: 422, code: 'invalid_input' })
  })

  test.each(['limit=0', 'limit=many', 'limit=1000'])('with %s is 422', async (query) => {
    expectProblem(await editor.call('GET', `/v1/documents?${query}`), { status: 422, code: 'invalid_input' })
  })

  test('with a cursor of nobody is 400', async () => {
    expectProblem(await editor.call('GET', '/v1/documents?cursor=x'), { status: 400, code: 'invalid_input' })
  })
})

describe('every error is a problem', () => {
  test.each([
    ['a query that is a number', { query: 7 }, 'query'],
    ['a query of spaces', { query: '   ' }, 'query'],
    ['a query that is a list', { query: ['a'] }, 'query'],
    ['no query', {}, 'query'],
    ['a query without end', { query: 'x'.repeat(3_000) }, 'query'],
    ['tags that are none', { query: 'a', tags: 'hr' }, 'tags'],
  ])('%s is 422 and says which field', async (_what, body, field) => {
    const answer = await editor.call('POST', '/v1/query', body)
    expectProblem(answer, { status: 422, code: 'invalid_input' })
    expect(answer.body.errors).toMatchObject([{ field, detail: expect.any(String) }])
  })

  test.each([
    ['no title', { content: 'a' }, 'title'],
    ['a title of two lines', { title: 'a\nb', content: 'a' }, 'title'],
    ['no content', { title: 'a' }, 'content'],
    ['content that is nothing', { title: 'a', content: ' ' }, 'content'],
    ['content that no database keeps', { title: 'a', content: 'a\0b' }, 'content'],
    ['a flag that is a word', { title: 'a', content: 'a', contains_pii: 'yes' }, 'contains_pii'],
  ])('a document with %s is 422 and says which field', async (_what, body, field) => {
    const answer = await editor.call('POST', '/v1/documents', body)
    expectProblem(answer, { status: 422, code: 'invalid_input' })
    expect(answer.body.errors).toMatchObject([{ field }])
  })

  const json = { 'content-type': 'application/json' }
  test.each(['{', '{"query":', '[1,', '\u0000'])('malformed JSON is 400: %j', async (body) => {
    for (const path of ['/v1/query', '/v1/documents']) {
      expectProblem(await editor.call('POST', path, body, json), { status: 400, code: 'invalid_input' })
    }
  })

  test.each([
    ['GET', '/v1/query', 'POST'],
    ['DELETE', '/v1/query', 'POST'],
    ['PUT', '/v1/documents', 'GET, POST'],
    ['DELETE', '/v1/documents', 'GET, POST'],
    ['GET', `/v1/documents/${randomUUID()}`, 'DELETE'],
    ['PATCH', `/v1/documents/${randomUUID()}`, 'DELETE'],
  ])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
    const answer = await editor.call(method, path)
    expectProblem(answer, { status: 405, code: 'method_not_allowed' })
    expect(answer.headers.get('allow')).toBe(allow)
  })

  test('words longer than the database keeps are found nowhere, kept and not told to the log', async () => {
    const [asked, kept] = ['ä'.repeat(1_500), 'ö'.repeat(1_500)]
    const { status, body } = await editor.call('POST', '/v1/query', { query: `fern ${asked}` })
    expect([status, body.found]).toEqual([200, expect.any(Boolean)])
    for (const content of [kept, 'b'.repeat(5_000), `# ${kept.slice(0, 200)}\n\n${kept.repeat(3)}`]) {
      const added = await editor.call('POST', '/v1/documents', { title: 'c'.repeat(200), content })
      expect([added.status, added.body]).toMatchObject([201, { pii_flagged: false }])
    }
    expect(scene.stack.logLines.join('')).not.toMatch(/ä{20}|ö{20}/)
  })

  test('what is not there below is 404', async () => {
    expectProblem(await editor.call('GET', '/v1/documents/a/b'), { status: 404, code: 'not_found' })
  })

  test.each(['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'image/png'])(
    'a document as %s is 415',
    async (type) => {
      const answer = await editor.call('POST', '/v1/documents?title=a', 'title=a', { 'content-type': type })
      expectProblem(answer, { status: 415, code: 'unsupported_media_type' })
    },
  )

  test('a question that is no JSON is 415', async () => {
    const answer = await editor.call('POST', '/v1/query', 'what?', { 'content-type': 'text/plain' })
    expectProblem(answer, { status: 415, code: 'unsupported_media_type' })
  })

  test('a body that is too large is 413 and names the limit', async () => {
    const body = 'x'.repeat(200_001)
    const answer = await editor.call('POST', '/v1/documents?title=a', body, { 'content-type': 'text/plain' })
    expectProblem(answer, { status: 413, code: 'payload_too_large' })
    expect(answer.body.detail).toContain('200000')
  })

  test('a broken file is 422, and says what is wrong with it', async () => {
    const answer = await editor.call('POST', '/v1/documents', 'not a PDF', { 'content-type': 'application/pdf' })
    expectProblem(answer, { status: 422, code: 'invalid_input' })
    expect(answer.body.problem).toBe('broken_file')
  })

  test('two credentials are 400, whichever is right', async () => {
    const both = scene.withHeaders({ ...editor.headers, 'x-api-key': scene.stack.alphaKey })
    expectProblem(await both.call('GET', '/v1/documents'), { status: 400, code: 'ambiguous_credentials' })
  })

  test('a wrong key is 401', async () => {
    const wrong = scene.withHeaders({ 'x-api-key': 'sk-no-such-key' })
    expectProblem(await wrong.call('GET', '/v1/documents'), { status: 401, code: 'invalid_api_key' })
  })

  test('a foreign page is 403', async () => {
    const answer = await editor.call('GET', '/v1/documents', undefined, { origin: 'https://elsewhere.example' })
    expectProblem(answer, { status: 403, code: 'origin_not_allowed' })
  })

  test('an address that cannot be decoded is 400', async () => {
    expectProblem(await editor.call('DELETE', '/v1/documents/%zz'), { status: 400, code: 'invalid_input' })
  })
})

test('a session is no credential here: a page of ours has other ways, and a foreign one none', async () => {
  const { jar } = await scene.stack.signIn('operator', 'tenant-alpha')
  const response = await jar.fetch(`${scene.stack.serverUrl}/v1/documents`, {
    headers: { origin: scene.stack.serverUrl },
  })
  expect(response.status).toBe(401)
})

test("an API key does what its roles say, and is its tenant's", async () => {
  const member = scene.withHeaders({ 'x-api-key': scene.stack.betaKey })
  expect((await member.call('GET', '/v1/documents')).body).toMatchObject({ tenant_id: 'tenant-beta', count: 0 })
  const { client } = await scene.stack.signIn('operator', 'tenant-beta')
  const keyWith = async (...roles: ('member' | 'editor' | 'admin' | 'pii_access')[]) => {
    const { secret } = await client.trpc.apiKeys.create.mutate({ name: randomUUID(), roles })
    return scene.withHeaders({ 'x-api-key': secret })
  }
  const added = await (await keyWith('editor')).call('POST', '/v1/documents', { ...unique(), contains_pii: true })
  expect(added.status).toBe(201)
  expect((await member.call('GET', '/v1/documents')).body.count).toBe(0)
  const reader = await keyWith('admin', 'pii_access')
  expect((await reader.call('GET', '/v1/documents')).body.count).toBe(1)
  expect((await reader.call('DELETE', `/v1/documents/${added.body.id}`)).status).toBe(200)
})

describe('a tenant that asks too much', () => {
  test('is told to wait, and how long', async () => {
    await using other = await openDocumentScene({ settings: { COCO_LIMIT_SEARCHES_PER_MINUTE: '2' } })
    const program = other.program('tenant-alpha', 'member')
    const ask = () => program.call('POST', '/v1/query', { query: 'nothing of this is there' })
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    const third = await ask()
    expectProblem(third, { status: 429, code: 'rate_limited' })
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(third.headers.get('ratelimit')).toContain('r=0')
    const elsewhere = await other.program('tenant-beta', 'member').call('POST', '/v1/query', { query: 'nothing' })
    expect(elsewhere.status).toBe(200)
  })
})

describe('a page sends a file to /documents/uploads', () => {
  const upload = async (headers: Record<string, string>, body = `The stapler is on floor ${randomUUID()}.`) => {
    const { fetch: send } = await scene.stack.signIn('operator', 'tenant-alpha')
    return send('/documents/uploads', { method: 'POST', body, headers })
  }

  test('and is shown how it was read, before anything is kept', async () => {
    const name = encodeURIComponent('Über uns.md')
    const response = await upload({ 'content-type': 'text/markdown', 'x-file-name': name })
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { upload: { state: 'ready', fileName: 'Über uns.md', title: 'Über uns' }, passageCount: 1, sameAs: null },
    ])
  })

  test('and a file that cannot be read is a row that says why', async () => {
    const response = await upload({ 'content-type': 'application/pdf', 'x-file-name': 'a.pdf' })
    const { upload: row } = (await response.json()) as { upload: { state: string; problem: object } }
    expect([response.status, row]).toMatchObject([
      200,
      { state: 'failed', problem: { code: 'broken_file', isFinal: true } },
    ])
  })

  test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'but not as %s, which a form on a foreign page could send',
    async (type) => {
      expect((await upload({ 'content-type': type })).status).toBe(415)
    },
  )

  test('and from nowhere else', async () => {
    const response = await upload({ 'content-type': 'text/markdown', origin: 'https://elsewhere.example' })
    expect(response.status).toBe(403)
  })

  test('and one that is too large is refused with the limit', async () => {
    const response = await upload({ 'content-type': 'text/markdown' }, 'x'.repeat(200_001))
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { message: expect.stringContaining('200000') },
    ])
  })

  test('and whoever may not, or is nobody, is not read', async () => {
    const { fetch: send } = await scene.stack.signIn('user-alpha')
    const init = { method: 'POST', body: 'a', headers: { 'content-type': 'text/markdown' } }
    expect((await send('/documents/uploads', init)).status).toBe(403)
    const nobody = await fetch(`${scene.stack.serverUrl}/documents/uploads`, {
      ...init,
      headers: { ...init.headers, origin: scene.stack.serverUrl },
    })
    expect(nobody.status).toBe(401)
  })
})
