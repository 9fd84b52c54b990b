import { NO_RULES } from '@coco/shared/answer-defaults'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { folderWithLimit } from '../contract/folder-with-limit.ts'
import { hostileBody, hostileHeaders } from './hostile-bodies.ts'
import { requireOrderly, send } from './send.ts'

const ID = '7b0f7a3e-6f5d-4f0e-9a53-0b7e2f1c9d10'
const SECRET = 'a secret of a link that never was'
const ASKING = { model: 'm', maxTokens: 12, temperature: 0.5, idempotencyKey: ID, writtenIn: 'tenant-alpha' }
const PARAMETERS = { temperature: 0.5, maxTokens: 12, instructions: 'hi' }
const INPUTS: Record<string, Record<string, unknown>> = {
  'session.options': {},
  'session.me': {},
  'session.signInLocally': { personId: 'user-alpha', tenantId: 'tenant-alpha' },
  'session.signIn': { email: 'ann@example.com', password: 'not the password', tenantId: 'tenant-alpha' },
  'session.switchTenant': { tenantId: 'tenant-beta' },
  'session.list': {},
  'session.revoke': { sessionId: ID },
  'session.changePassword': { current: 'not the password', next: 'a password that is long' },
  'session.updateProfile': { name: 'Ann' },
  'links.look': { token: SECRET },
  'links.use': {
    token: SECRET,
    password: 'a password that is long',
    presentPassword: 'another',
    name: 'Ann',
    email: 'ann@example.com',
  },
  'people.list': {},
  'people.invite': { email: 'ann@example.com', name: 'Ann', roles: ['member'] },
  'people.setRoles': { personId: ID, roles: ['editor'] },
  'people.remove': { personId: ID },
  'people.resetLink': { personId: ID },
  'people.deactivate': { personId: ID },
  'people.reactivate': { personId: ID },
  'people.erase': { personId: ID },
  'apiKeys.list': {},
  'apiKeys.create': { name: 'a key', roles: ['member'], models: ['m'], expiresAt: '2099-01-01T00:00:00Z' },
  'apiKeys.rotate': { keyId: ID, overlapHours: 1 },
  'apiKeys.revoke': { keyId: ID },
  'settings.get': {},
  'settings.update': { conversationDays: 30 },
  'settings.answerRules': {},
  'settings.updateAnswerRules': { ...NO_RULES, systemPrompt: 'hi', defaultModel: 'm' },
  'settings.answerBounds': {},
  'audit.list': { before: 10, limit: 5 },
  'models.list': {},
  'chat.complete': { messages: [{ role: 'user', content: 'hi' }], model: 'm', maxTokens: 12, temperature: 0.5 },
  'chat.send': { conversationId: ID, parentId: ID, content: 'hi', parameters: PARAMETERS, ...ASKING },
  'chat.regenerate': { messageId: ID, ...ASKING },
  'chat.continue': { messageId: ID, ...ASKING },
  'chat.setParameters': { conversationId: ID, parameters: PARAMETERS },
  'chat.watch': { generationId: ID, lastEventId: '3' },
  'chat.readOn': { generationId: ID, lastEventId: '3' },
  'chat.stop': { generationId: ID },
  'conversations.list': { cursor: 'x', limit: 5 },
  'conversations.get': { conversationId: ID },
  'conversations.rename': { conversationId: ID, title: 'a title' },
  'conversations.remove': { conversationId: ID },
  'conversations.restore': { conversationId: ID },
  'conversations.choose': { conversationId: ID, messageId: ID },
  'conversations.rate': { messageId: ID, feedback: { rating: 'bad', note: 'too long' } },
  'conversations.search': { query: 'hi', cursor: 'x', limit: 5 },
  'conversations.export': { conversationId: ID, format: 'json' },
  'conversations.pin': { conversationId: ID, isPinned: true },
  'prompts.list': {},
  'prompts.get': { promptId: ID },
  'prompts.create': { title: 'a title', text: 'a text', isShared: true },
  'prompts.update': { promptId: ID, title: 'a title', text: 'a text', isShared: false },
  'prompts.remove': { promptId: ID },
  'prompts.restore': { promptId: ID },
  'documents.paste': { title: 'a title', text: 'a text', format: 'markdown' },
  'documents.uploads': {},
  'documents.preview': { uploadId: ID },
  'documents.ingest': { uploadId: ID, title: 'a title', tags: ['a'], isPersonal: true },
  'documents.discard': { uploadId: ID },
  'documents.list': { tags: ['a'], title: 'a', cursor: 'x', limit: 5 },
  'documents.get': { documentId: ID, fromPosition: 3 },
  'documents.passage': { documentId: ID, position: 3 },
  'documents.tags': {},
  'documents.search': { query: 'hi', tags: ['a'], limit: 5 },
  'documents.query': { query: 'hi', tags: ['a'], model: 'm' },
  'documents.remove': { documentId: ID },
  'documents.settings': {},
  'documents.updateSettings': { retriever: 'coco', reranks: true },
  'documents.reindex': {},
  'chat.nothing': {},
  __proto__: {},
  'models.list,session.me,chat.stop': { 0: {}, 1: null, 2: { generationId: ID } },
}
/** It would end the session of the calls that follow. */
const LEFT_OUT = ['session.signOut']

const call = fc.constantFrom(...Object.entries(INPUTS)).chain(([path, rightValues]) =>
  fc.record({
    path: fc.constant(path),
    method: fc.constantFrom('GET' as const, 'POST' as const, 'POST' as const),
    body: hostileBody(rightValues),
    query: fc.constantFrom('', '', '', '?batch=1', '?batch=1&batch=2', '?lastEventId=9', '?connectionParams={}'),
    headers: hostileHeaders,
    caller: fc.constantFrom('key', 'key', 'key', 'session', 'nobody', 'both', 'wrong key'),
  }),
)

test('no input, as no caller, brings more than a 4xx: 1,000 calls of every procedure', async () => {
  await using upstream = await startHostileUpstream(says('Hello'))
  await using server = await startServerOn(upstream.url, { folder: await folderWithLimit(1_000_000) })
  const { cookie } = await server.signIn('operator')
  const session = { cookie, origin: server.serverUrl }
  const json = { 'content-type': 'application/json' }
  const key = { 'x-api-key': server.alphaKey }
  const credentials = { nobody: {}, key, session, both: { ...session, ...key }, 'wrong key': { 'x-api-key': 'x' } }

  const procedures = server.surface.procedures.map(({ name }) => name)
  expect(procedures.filter((name) => INPUTS[name] === undefined)).toEqual(LEFT_OUT)

  const property = fc.asyncProperty(call, async ({ path, method, body, query, headers, caller }) => {
    const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1')
    const input = `${query === '' ? '?' : '&'}input=${encodeURIComponent(text.toWellFormed().slice(0, 3_000))}`
    const url = `${server.serverUrl}/trpc/${path}${query}${method === 'GET' ? input : ''}`
    requireOrderly(await send(url, { method, headers: { ...json, ...headers, ...credentials[caller] }, body }))
  })
  await fc.assert(property, { numRuns: 1_000, seed: 1 })

  // What was right was answered, or this tests nothing but the parser.
  expect(upstream.calls.length).toBeGreaterThan(0)
  const { client } = await server.signIn('user-alpha')
  expect((await client.ask('hi')).at(-1)?.type).toBe('done')
  expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([])
}, 120_000)
