import { hasPostgres } from '@coco/testkit/test-postgres'
import { describe, expect, test, vi } from 'vitest'
import { keepDocument } from '../documents/keep-document.ts'
import { type DatabaseScene, openDatabaseScene } from './database-scene.ts'

const WAIT = { timeout: 20_000, interval: 20 }
/** A passage for each lamp: more than one transaction writes, or deletes. */
const TEXT = Array.from(
  { length: 620 },
  (_, n) => `# Lamp ${n}\n\nLamp ${n} is lit at hour ${n % 24}. ${'It says so in the book. '.repeat(10)}`,
).join('\n\n')

async function countsIn({ owner }: DatabaseScene, action: string) {
  const count = async (from: string, values: readonly string[] = []) =>
    Number((await owner.query<{ n: string }>(`SELECT count(*) AS n FROM coco.${from}`, [...values])).rows[0]?.n)
  return {
    documents: await count('documents'),
    passages: await count('passages'),
    recorded: await count('audit WHERE action = $1', [action]),
  }
}

describe.runIf(await hasPostgres())('a commit is lost on its way back', () => {
  test.each([
    ['of some passages', 'insert into "coco"."passages"'],
    ['of the moment from which the document is found', 'update "coco"."documents" set "state" = '],
  ])(
    '%s: the document is kept once, whole, and is found',
    async (_what, statement) => {
      await using scene = await openDatabaseScene()
      const { client } = await scene.server.signIn('operator', 'tenant-alpha')
      const isLost = scene.gate.loseCommitAfter(statement)
      const documentId = await keepDocument(client, { title: 'Lamps', text: TEXT })
      expect(isLost()).toBe(true)
      const counts = await countsIn(scene, 'document_ingested')
      expect(counts.passages).toBeGreaterThan(500)
      expect(counts).toEqual({ documents: 1, passages: counts.passages, recorded: 1 })
      const { passages } = await client.trpc.documents.search.query({ query: 'When is lamp 17 lit?' })
      expect(passages[0]).toMatchObject({ documentId })
    },
    60_000,
  )

  test('of a part of a large document that is deleted: all of it goes, in several transactions', async () => {
    await using scene = await openDatabaseScene()
    const { client } = await scene.server.signIn('operator', 'tenant-alpha')
    const documentId = await keepDocument(client, { title: 'Lamps', text: TEXT })
    const { passages } = await countsIn(scene, 'document_ingested')
    expect(passages).toBeGreaterThan(500)
    const isLost = scene.gate.loseCommitAfter('delete from "coco"."passages"')
    await client.trpc.documents.remove.mutate({ documentId })
    expect(isLost()).toBe(true)
    await vi.waitFor(
      async () =>
        expect(await countsIn(scene, 'document_removed')).toEqual({
          documents: 0,
          passages: 0,
          recorded: 1,
        }),
      WAIT,
    )
  }, 60_000)
})
