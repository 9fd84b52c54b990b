import { OWN_PROMPTS_MAX, PROMPT_TEXT_MAX, PROMPT_TITLE_MAX, SHARED_PROMPTS_MAX } from '@coco/shared/prompt-limits'
import { PromptId } from '@coco/shared/prompts'
import { ownerOf } from '@coco/testkit/database-owner'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startServerOn } from '@coco/testkit/start-server-on'
import type { TestClient } from '@coco/testkit/test-client'
import { expect, test } from 'vitest'

const NOWHERE = 'http://127.0.0.1:9'
const NOT_FOUND = { data: { coco: { code: 'not_found', message: 'There is no such prompt.' } } }
const FORBIDDEN = { data: { coco: { code: 'forbidden' } } }

async function write({ trpc }: TestClient, title: string, isShared = false) {
  const kept = await trpc.prompts.create.mutate({ title, text: `About ${title}: {{topic}}`, isShared })
  if (kept.outcome !== 'kept') throw new Error('full')
  return kept.prompt
}

const titlesOf = async ({ trpc }: TestClient) => (await trpc.prompts.list.query()).map(({ title }) => title)

test('everybody has their own, editors share with their tenant, and nobody reads what is not for them', async () => {
  await using server = await startServerOn(NOWHERE)
  const { client: member } = await server.addPerson()
  const { client: editor } = await server.addPerson({ roles: ['editor'] })
  const { client: elsewhere } = await server.addPerson({ tenant: 'tenant-beta', roles: ['admin'] })

  const own = await write(member, 'Mine')
  const shared = await write(editor, 'Ours', true)
  await write(editor, 'alone')
  expect(await titlesOf(member)).toEqual(['Mine', 'Ours'])
  expect(await titlesOf(editor)).toEqual(['alone', 'Ours'])
  expect(await titlesOf(elsewhere)).toEqual([])

  expect(await member.trpc.prompts.get.query({ promptId: shared.id })).toMatchObject({
    text: 'About Ours: {{topic}}',
    isShared: true,
    isOwn: false,
    mayChange: false,
  })
  const change = { title: 'Changed', text: 'changed', isShared: true }
  await expect(member.trpc.prompts.create.mutate(change)).rejects.toMatchObject(FORBIDDEN)
  await expect(member.trpc.prompts.update.mutate({ promptId: shared.id, ...change })).rejects.toMatchObject(FORBIDDEN)
  await expect(member.trpc.prompts.remove.mutate({ promptId: shared.id })).rejects.toMatchObject(FORBIDDEN)
  await expect(member.trpc.prompts.update.mutate({ promptId: own.id, ...change })).rejects.toMatchObject(FORBIDDEN)
  for (const [caller, { id }] of [
    [editor, own],
    [elsewhere, own],
    [elsewhere, shared],
  ] as const) {
    await expect(caller.trpc.prompts.get.query({ promptId: id })).rejects.toMatchObject(NOT_FOUND)
    await expect(caller.trpc.prompts.update.mutate({ promptId: id, ...change })).rejects.toMatchObject(NOT_FOUND)
    await expect(caller.trpc.prompts.remove.mutate({ promptId: id })).rejects.toMatchObject(NOT_FOUND)
    await expect(caller.trpc.prompts.restore.mutate({ promptId: id })).rejects.toMatchObject(NOT_FOUND)
  }
  expect(await member.trpc.prompts.get.query({ promptId: own.id })).toMatchObject({ title: 'Mine', isOwn: true })
})

test('a prompt keeps its id when it is shared or no longer, and comes back when it was removed', async () => {
  await using server = await startServerOn(NOWHERE)
  const { client: editor } = await server.addPerson({ roles: ['editor'] })
  const { client: admin } = await server.addPerson({ roles: ['admin'] })
  const { client: member } = await server.addPerson()
  const { id: promptId } = await write(editor, 'Draft')
  const { prompts } = editor.trpc
  const rest = { promptId, text: 'as it is' }

  expect(await prompts.update.mutate({ ...rest, title: 'Shared', isShared: true })).toMatchObject({
    prompt: { id: promptId, isShared: true },
  })
  expect(await titlesOf(member)).toEqual(['Shared'])
  await admin.trpc.prompts.update.mutate({ ...rest, title: 'Better', isShared: true })
  await admin.trpc.prompts.remove.mutate({ promptId })
  expect(await titlesOf(member)).toEqual([])
  await expect(prompts.get.query({ promptId })).rejects.toMatchObject(NOT_FOUND)
  const restored = { outcome: 'kept', prompt: { title: 'Better', text: 'as it is', isOwn: true } }
  expect(await prompts.restore.mutate({ promptId })).toMatchObject(restored)
  expect(await prompts.restore.mutate({ promptId })).toMatchObject(restored)
  // It would be the admin's by then, and outlive its author's account.
  await expect(admin.trpc.prompts.update.mutate({ ...rest, title: 'Taken', isShared: false })).rejects.toMatchObject(
    FORBIDDEN,
  )
  await prompts.update.mutate({ ...rest, title: 'Mine again', isShared: false })
  expect(await titlesOf(admin)).toEqual([])
  expect(await titlesOf(editor)).toEqual(['Mine again'])

  // What is one's own is nobody's business; of what is shared the record has ids and no text.
  const { entries } = await admin.trpc.audit.list.query({})
  const ofPrompts = entries.filter(({ subject }) => subject === promptId).toReversed()
  expect(ofPrompts.map(({ action }) => action)).toEqual([
    'prompt_shared',
    'shared_prompt_changed',
    'shared_prompt_removed',
    'shared_prompt_restored',
    'prompt_unshared',
  ])
  expect(JSON.stringify(ofPrompts)).not.toMatch(/Better|as it is|Draft/)
})

test('what is too long or empty is refused by the name of its field, and a full library says how much fits', async () => {
  await using server = await startServerOn(NOWHERE)
  await using owner = await ownerOf(server)
  const { client, session } = await server.addPerson({ roles: ['editor'] })
  const { create } = client.trpc.prompts
  const right = { title: 'A title', text: 'A text' }
  for (const [wrong, field] of [
    [{ title: 'x'.repeat(PROMPT_TITLE_MAX + 1) }, 'title'],
    [{ title: '  ' }, 'title'],
    [{ title: 'two\nlines' }, 'title'],
    [{ text: 'x'.repeat(PROMPT_TEXT_MAX + 1) }, 'text'],
    [{ text: ' \n ' }, 'text'],
    [{ text: 'a\0b' }, 'text'],
  ] as const) {
    await expect(create.mutate({ ...right, ...wrong })).rejects.toMatchObject({
      message: expect.stringContaining(field),
      data: { coco: { code: 'invalid_input' } },
    })
  }
  const fill = (table: string, column: string, count: number) =>
    owner.query(
      `INSERT INTO coco.${table} (tenant_id, ${column}, id, title, content)
       SELECT $1, $2, gen_random_uuid(), 't', 'c' FROM generate_series(1, $3::int)`,
      [session.tenant.id, session.person.id, count],
    )
  await fill('prompts', 'owner_id', OWN_PROMPTS_MAX)
  expect(await create.mutate(right)).toEqual({ outcome: 'full', isShared: false, limit: OWN_PROMPTS_MAX })
  const shared = await write(client, 'Shared', true)
  const unshare = { promptId: shared.id, ...right, isShared: false }
  expect(await client.trpc.prompts.update.mutate(unshare)).toMatchObject({ outcome: 'full' })
  const removed = await owner.query<{ id: string }>(
    `UPDATE coco.prompts SET removed_at = now() WHERE id = (SELECT id FROM coco.prompts LIMIT 1) RETURNING id`,
  )
  const promptId = PromptId.parse(removed.rows[0]?.id)
  // Of several at once that would all take the last place one does.
  const kept = await Promise.all(Array.from({ length: 4 }, () => create.mutate(right)))
  expect(kept.map(({ outcome }) => outcome).toSorted()).toEqual(['full', 'full', 'full', 'kept'])
  expect(await client.trpc.prompts.restore.mutate({ promptId })).toMatchObject({ outcome: 'full', isShared: false })
  await expect(client.trpc.prompts.get.query({ promptId })).rejects.toMatchObject(NOT_FOUND)
  await fill('shared_prompts', 'author_id', SHARED_PROMPTS_MAX - 1)
  expect(await create.mutate({ ...right, isShared: true })).toMatchObject({ outcome: 'full', isShared: true })
  expect(await client.trpc.prompts.get.query({ promptId: shared.id })).toMatchObject({ isShared: true })
})

test('what was removed is kept thirty days for the one who wants it back', async () => {
  const clock = createManualClock(Date.now())
  await using server = await startServerOn(NOWHERE, { platform: { clock } })
  await using owner = await ownerOf(server)
  const { client } = await server.addPerson({ roles: ['editor'] })
  const [gone, kept] = [await write(client, 'Gone', true), await write(client, 'Kept')]
  const gonePrivately = await write(client, 'Gone as well')
  const remove = async ({ id }: { id: string }, days: number) => {
    for (const table of ['prompts', 'shared_prompts']) {
      await owner.query(`UPDATE coco.${table} SET removed_at = now() - $2 * interval '1 day' WHERE id = $1`, [id, days])
    }
  }
  await remove(gone, 31)
  await remove(gonePrivately, 31)
  await remove(kept, 29)
  clock.advance(3_600_000)
  const left = async () =>
    (await owner.query('SELECT title FROM coco.prompts UNION ALL SELECT title FROM coco.shared_prompts')).rows
  await expect.poll(left, { timeout: 15_000 }).toEqual([{ title: 'Kept' }])
  expect(await client.trpc.prompts.restore.mutate({ promptId: kept.id })).toMatchObject({ prompt: { title: 'Kept' } })
})

test('a program shares prompts when its roles allow that, and keeps none that nobody would ever delete', async () => {
  await using server = await startServerOn(NOWHERE)
  const { client: admin } = await server.addPerson({ roles: ['admin'] })
  const made = await admin.trpc.apiKeys.create.mutate({ name: 'library', roles: ['editor'] })
  const program = server.withKey(made.secret)
  await expect(write(program, 'Own')).rejects.toMatchObject(FORBIDDEN)
  const { id: promptId } = await write(program, 'For all', true)
  const unshare = { promptId, title: 'Own', text: 'own', isShared: false }
  await expect(program.trpc.prompts.update.mutate(unshare)).rejects.toMatchObject(FORBIDDEN)
  expect(await titlesOf(admin)).toEqual(['For all'])
})
