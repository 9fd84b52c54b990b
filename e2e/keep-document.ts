import type { TestClient } from '@coco/testkit/test-client'
import { expect } from '@playwright/test'

/** A document of the tenant, as an editor keeps one by calls; waits until it can be found. */
export async function keepDocument(
  { trpc: { documents } }: TestClient,
  {
    title,
    text,
    tags = [],
    isPersonal = false,
  }: { title: string; text: string; tags?: string[]; isPersonal?: boolean },
): Promise<string> {
  const { upload } = await documents.paste.mutate({ title, text })
  await documents.ingest.mutate({ uploadId: upload.id, title, tags, isPersonal })
  const look = async () => (await documents.uploads.query()).find(({ id }) => id === upload.id)
  await expect.poll(async () => (await look())?.state).toBe('done')
  const documentId = (await look())?.documentId
  if (!documentId) throw new Error(`“${title}” has no id`)
  return documentId
}
