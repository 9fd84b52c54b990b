import { waysToRead } from '@coco/testkit/document-reading'
import { createDocumentSearch, documentReader } from '@coco/testkit/document-search'
import { doorsWithListener, type Insider } from '@coco/testkit/doors'
import { openTestStore } from '@coco/testkit/test-store'
import { expect, test } from 'vitest'

/** A busy machine takes its time. */
const MINUTES = 120_000

test(
  'whoever may not read personal data has no statement about any sent for them: the policies are not all that hides it',
  async () => {
    await using opened = await openTestStore('embedded')
    const keep = (title: string, isPersonal: boolean) =>
      createDocumentSearch(opened.store).keep(documentReader('tenant-a', 'read_pii'), {
        title,
        tags: ['shop'],
        isPersonal,
        passages: [{ content: `The ${title} of the saw.` }],
      })
    await keep('handle', false)
    const documentId = await keep('owner', true)
    const heard: string[] = []
    const doors = doorsWithListener(opened.store, (text) => void heard.push(text))
    const { retriever } = createDocumentSearch(opened.store, { doors, reranks: true })
    const asked = { documentId, query: 'Who is the owner of the saw?', tag: 'shop', title: 'owner' }
    const ways = Object.entries(waysToRead(doors, retriever, asked))

    /** What is sent about personal data on each way. */
    async function listen(viewer: Insider) {
      const about: Record<string, number> = {}
      for (const [name, read] of ways) {
        heard.length = 0
        await read(viewer).catch(() => null)
        if (heard.length === 0) throw new Error(`${name}: no statement was heard`)
        about[name] = heard.filter((text) => text.includes('personal_')).length
      }
      return about
    }

    const none = Object.fromEntries(ways.map(([name]) => [name, 0]))
    expect(await listen(documentReader('tenant-a'))).toEqual(none)
    // With the right there is something to be heard, on every way.
    const some = Object.fromEntries(ways.map(([name]) => [name, expect.any(Number)]))
    const withRight = await listen(documentReader('tenant-a', 'read_pii'))
    expect(withRight).toEqual(some)
    expect(Object.values(withRight).filter((count) => count === 0)).toEqual([])
  },
  MINUTES,
)
