import type { TestClient } from '@coco/testkit/test-client'
import { vi } from 'vitest'

export interface NewDocument {
  title: string
  text: string
  tags?: string[]
  isPersonal?: boolean
}

/** Pasted, kept, and ready to be found. Gives its id. */
export async function keepDocument(client: TestClient, document: NewDocument): Promise<string> {
  const { title, text, tags = [], isPersonal = false } = document
  const { documents } = client.trpc
  const { upload } = await documents.paste.mutate({ title, text })
  await documents.ingest.mutate({ uploadId: upload.id, title, tags, isPersonal })
  return vi.waitFor(
    async () => {
      const kept = (await documents.uploads.query()).find(({ id }) => id === upload.id)
      if (kept?.state === 'failed') throw new Error(kept.problem?.message)
      if (kept?.state !== 'done' || kept.documentId === null) throw new Error(`It is ${kept?.state ?? 'gone'} still.`)
      return kept.documentId
    },
    { timeout: 10_000, interval: 20 },
  )
}
