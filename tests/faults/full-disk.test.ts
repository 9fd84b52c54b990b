import { ownerOf } from '@coco/testkit/database-owner'
import { startStack } from '@coco/testkit/start-stack'
import { expect, test } from 'vitest'

/** A database whose disk is full for what is about to be written into this table (SQLSTATE 53100). */
const full = (table: string) => `
  CREATE FUNCTION public.disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
  CREATE TRIGGER full_disk BEFORE INSERT ON coco.${table} FOR EACH ROW EXECUTE FUNCTION public.disk_is_full();`
const free = 'DROP FUNCTION public.disk_is_full() CASCADE'
const WAIT = { timeout: 30_000 }

async function openFull(table: string) {
  const stack = await startStack({ database: 'embedded' })
  const owner = await ownerOf(stack)
  await owner.query(full(table))
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  const { documents } = client.trpc
  return {
    client,
    documents,
    free: () => owner.query(free),
    count: async () => (await documents.list.query({})).total,
    async add() {
      const { upload } = await documents.paste.mutate({ title: 'Tools', text: 'The saws hang on the left wall.' })
      await documents.ingest.mutate({ uploadId: upload.id, title: 'Tools', isPersonal: false })
    },
    async [Symbol.asyncDispose]() {
      await owner[Symbol.asyncDispose]()
      await stack.close()
    },
  }
}

test('row 36 · the disk is full when a file comes: it is said, nothing half is left, and the chat goes on', async () => {
  await using scene = await openFull('uploads')
  await expect(scene.add()).rejects.toMatchObject({ data: { coco: { code: 'store_unavailable' }, httpStatus: 503 } })
  expect(await scene.documents.uploads.query()).toEqual([])
  expect((await scene.client.converse('Are you still there?')).events.at(-1)).toMatchObject({ type: 'done' })
  await scene.free()
  await scene.add()
  await expect.poll(scene.count, WAIT).toBe(1)
}, 120_000)

test('row 36 · the disk is full when a file is kept: the same, and it can be kept once there is room', async () => {
  await using scene = await openFull('passages')
  const { documents } = scene
  await scene.add()
  await expect.poll(async () => (await documents.uploads.query())[0]?.state, WAIT).toBe('failed')
  const [upload] = await documents.uploads.query()
  expect(upload).toMatchObject({ problem: { code: 'store_full', isFinal: false } })
  expect(await scene.count()).toBe(0)
  expect((await scene.client.converse('Are you still there?')).events.at(-1)).toMatchObject({ type: 'done' })
  await scene.free()
  await documents.ingest.mutate({ uploadId: upload?.id ?? '', title: 'Tools', isPersonal: false })
  await expect.poll(scene.count, WAIT).toBe(1)
}, 120_000)
