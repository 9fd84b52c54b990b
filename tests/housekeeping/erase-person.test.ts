import { PersonId } from '@coco/shared/ids'
import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { saysThenHangs } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { runCoco } from '../command-line/run-coco.ts'
import { everyRowWith, tablesWith, writeSomebody } from './somebodys-rows.ts'

const NOWHERE = 'http://127.0.0.1:9'
const PASSWORD = 'correct horse battery'

describe.each(['embedded', 'postgres'] as const)('a person who is erased from a %s database', (database) => {
  test('leaves nothing in any tenant but numbers and the record, and nobody else loses anything', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    await using owner = await ownerOf(server)
    const add = ['user', 'add', 'boss@example.com', '--name', 'Boss', '--superuser', '--password-stdin']
    await runCoco(server, add, PASSWORD)
    const boss = await superuser(server.serverUrl)

    const ann = await writeSomebody(owner, { tenant: 'tenant-alpha' })
    const annInBeta = await writeSomebody(owner, { tenant: 'tenant-beta', personId: ann.personId })
    const ben = await writeSomebody(owner, { tenant: 'tenant-alpha' })
    const usageBefore = (await owner.query<{ n: string }>('SELECT count(*) AS n FROM coco.usage')).rows[0]?.n
    const before = await everyRowWith(owner, ben.personId)
    expect((await tablesWith(owner, ann.personId)).length).toBeGreaterThanOrEqual(8)

    await boss.trpc.people.erase.mutate({ personId: PersonId.parse(ann.personId) })

    for (const text of [ann.canary, annInBeta.canary, ann.conversationId, annInBeta.conversationId]) {
      expect(await tablesWith(owner, text)).toEqual([])
    }
    // The record says that an account with this id was deleted, and not whose it was.
    expect(await tablesWith(owner, ann.personId)).toEqual(['coco.audit'])
    expect((await owner.query<{ n: string }>('SELECT count(*) AS n FROM coco.usage')).rows[0]?.n).toBe(usageBefore)
    expect(await everyRowWith(owner, ben.personId)).toEqual(before)
    expect((await runCoco(server, ['audit', 'verify'])).code).toBe(0)
  })
})

test('who is erased while answers are written for them leaves nothing of these either', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('begun '))
  await using server = await startServerOn(upstream.url)
  await using owner = await ownerOf(server)
  const [root, ann] = [await server.addPerson({ isSuperuser: true }), await server.addPerson()]
  const { id } = ann.session.person
  await ann.client.send('of a conversation')
  await ann.client.start('of a program')
  await upstream.nth(1)
  await root.client.trpc.people.erase.mutate({ personId: id })
  const ended = () => server.logLines.filter((line) => line.includes('answer ended'))
  await expect.poll(() => ended().length).toBe(2)
  // Counted, as everything is, and as nobody's.
  const spent = () => owner.query('SELECT owner_id FROM coco.usage')
  await expect.poll(async () => (await spent()).rows).toEqual([{ owner_id: null }, { owner_id: null }])
  expect(await tablesWith(owner, id)).toEqual(['coco.audit'])
})

async function superuser(serverUrl: string) {
  const response = await fetch(`${serverUrl}/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: serverUrl },
    body: JSON.stringify({ email: 'boss@example.com', password: PASSWORD }),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ')
  expect(response.status).toBe(200)
  return createTestClient(serverUrl, { origin: serverUrl, cookie })
}
