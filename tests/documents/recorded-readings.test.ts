import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import type { TestClient } from '@coco/testkit/test-client'
import { refuses, says } from '@coco/testkit/upstream-scripts'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { keepDocument } from './keep-document.ts'

const SALARY = { title: 'Salary of Zoe Quint', text: 'The yearly salary of Zoe Quint is 71,234 euros.' }
const LEAVE = { title: 'Leave policy', text: 'Everybody has 27 days of paid leave in a calendar year.' }
const ask = (content: string) => ({ content, parameters: { ...NO_PARAMETERS, documents: { tags: [] } } })

/** A Cortex without vectors, so that words alone are searched. */
const startUpstream = () =>
  startHostileUpstream((response, call) =>
    (call.path.endsWith(':embed') ? refuses(403, { message: 'no such model' }) : says('As it says [1].'))(
      response,
      call,
    ),
  )

const entriesOf = async (admin: TestClient) => (await admin.trpc.audit.list.query({ limit: 200 })).entries
const readingsOf = async (admin: TestClient) =>
  (await entriesOf(admin)).filter(({ action }) => action === 'personal_passages_read')

test('each time that an answer shows personal passages again, that is recorded once', async () => {
  await using upstream = await startUpstream()
  await using server = await startServerOn(upstream.url)
  const operator = (await server.signIn('operator', 'tenant-alpha')).client
  const documentId = await keepDocument(operator, { ...SALARY, isPersonal: true })
  const ann = await server.addPerson({ roles: ['member', 'pii_access'] })
  const { trpc } = ann.client
  const before = (await readingsOf(operator)).length
  const { conversationId, messageId, generationId } = await ann.client.send(ask('What is the salary of Zoe Quint?'))
  await ann.client.read(generationId)
  // It was searched for, and its reader was shown it.
  expect(await readingsOf(operator)).toHaveLength(before + 2)

  const readings = {
    get: () => trpc.conversations.get.query({ conversationId }),
    'export as text': () => trpc.conversations.export.query({ conversationId, format: 'markdown' }),
    'export as JSON': () => trpc.conversations.export.query({ conversationId, format: 'json' }),
    watch: () => ann.client.read(generationId),
    'read on': () => trpc.chat.readOn.query({ generationId }),
    continue: () => trpc.chat.continue.mutate({ messageId, idempotencyKey: randomUUID() }),
  }
  let recorded = before + 2
  for (const [name, read] of Object.entries(readings)) {
    await read()
    recorded += 1
    await expect
      .poll(async () => (await readingsOf(operator)).length, { message: name, timeout: 15_000 })
      .toBe(recorded)
    expect((await readingsOf(operator))[0]).toMatchObject({
      actorId: ann.session.person.id,
      subject: documentId,
      details: { documents: [documentId], passages: 1 },
      requestId: expect.any(String),
    })
  }
  expect(JSON.stringify(await entriesOf(operator))).not.toMatch(/71,234|Zoe/)
})

test('whoever opens a personal document or one passage of it is recorded, each time, and a plain one is not', async () => {
  await using upstream = await startUpstream()
  await using server = await startServerOn(upstream.url)
  const operator = (await server.signIn('operator', 'tenant-alpha')).client
  const documentId = await keepDocument(operator, { ...SALARY, isPersonal: true })
  const plainId = await keepDocument(operator, LEAVE)
  const { client, session } = await server.addPerson({ roles: ['member', 'pii_access'] })
  const { documents } = client.trpc
  const readings = [
    () => documents.get.query({ documentId }),
    () => documents.passage.query({ documentId, position: 0 }),
    () => documents.passage.query({ documentId, position: 0 }),
  ]
  for (const [index, read] of readings.entries()) {
    await read()
    const recorded = await readingsOf(operator)
    expect(recorded).toHaveLength(index + 1)
    expect(recorded[0]).toMatchObject({
      actorId: session.person.id,
      subject: documentId,
      details: { documents: [documentId], passages: 1 },
    })
  }
  await documents.get.query({ documentId: plainId })
  await documents.passage.query({ documentId: plainId, position: 0 })
  expect(await readingsOf(operator)).toHaveLength(readings.length)
})

test('nothing is recorded where nothing personal is shown: of other documents, or without the right', async () => {
  await using upstream = await startUpstream()
  await using server = await startServerOn(upstream.url)
  const operator = (await server.signIn('operator', 'tenant-alpha')).client
  await keepDocument(operator, LEAVE)
  await keepDocument(operator, { ...SALARY, isPersonal: true })
  const ann = await server.addPerson({ roles: ['member', 'pii_access'] })
  const { trpc } = ann.client
  const before = (await readingsOf(operator)).length
  const plain = await ann.client.converse(ask('How many days of paid leave are there in a calendar year?'))
  await trpc.conversations.get.query(plain)
  await trpc.conversations.export.query({ ...plain, format: 'json' })
  expect(await readingsOf(operator)).toHaveLength(before)

  const personal = await ann.client.converse(ask('What is the salary of Zoe Quint?'))
  await operator.trpc.people.setRoles.mutate({ personId: ann.session.person.id, roles: ['member'] })
  const after = (await readingsOf(operator)).length
  await trpc.conversations.get.query(personal)
  await trpc.chat.readOn.query(personal)
  expect(await readingsOf(operator)).toHaveLength(after)
})

test('where it cannot be recorded, personal passages are not shown again', async () => {
  await using upstream = await startUpstream()
  await using server = await startServerOn(upstream.url, { database: 'altered' })
  const operator = (await server.signIn('operator', 'tenant-alpha')).client
  await keepDocument(operator, { ...SALARY, isPersonal: true })
  const asked = await operator.converse(ask('What is the salary of Zoe Quint?'))
  await using owner = await ownerOf(server)
  await owner.query('REVOKE INSERT ON coco.audit FROM coco_app')
  const internal = { data: { coco: { code: 'internal' } } }
  await expect(operator.trpc.conversations.get.query(asked)).rejects.toMatchObject(internal)
  await expect(operator.trpc.conversations.export.query({ ...asked, format: 'json' })).rejects.toMatchObject(internal)
  await expect(operator.trpc.chat.readOn.query(asked)).rejects.toMatchObject(internal)
  const idempotencyKey = randomUUID()
  const { generationId } = await operator.trpc.chat.continue.mutate({ messageId: asked.messageId, idempotencyKey })
  const goOn = await operator.read(generationId)
  expect(goOn.map(({ event }) => event)).toEqual([expect.objectContaining({ type: 'error', code: 'search_failed' })])
})

test('an admin without the right to personal data is told of no personal document, and pages past what is hidden', async () => {
  await using upstream = await startUpstream()
  await using server = await startServerOn(upstream.url)
  const reader = (await server.addPerson({ roles: ['admin', 'pii_access'] })).client
  const admin = (await server.addPerson({ roles: ['admin'] })).client
  const plainId = await keepDocument(reader, LEAVE)
  const personalId = await keepDocument(reader, { ...SALARY, isPersonal: true })
  await reader.trpc.documents.get.query({ documentId: personalId })
  await reader.trpc.documents.remove.mutate({ documentId: personalId })
  for (const conversationDays of [3, 2, 1]) await reader.trpc.settings.update.mutate({ conversationDays })

  const whole = await entriesOf(reader)
  const hidden = whole.filter((entry) => JSON.stringify(entry).includes(personalId))
  expect(hidden.map(({ action }) => action)).toEqual([
    'document_removed',
    'personal_passages_read',
    'document_ingested',
  ])
  const shown = whole.filter((entry) => !hidden.includes(entry))
  expect(await entriesOf(admin)).toEqual(shown)
  expect(shown).toContainEqual(expect.objectContaining({ action: 'document_ingested', subject: plainId }))

  const pages = []
  for (let before: number | undefined; ; ) {
    const { entries } = await admin.trpc.audit.list.query({ limit: 2, ...(before === undefined ? {} : { before }) })
    pages.push(...entries)
    if (entries.length < 2) break
    before = entries.at(-1)?.seq
  }
  expect(pages).toEqual(shown)
})
