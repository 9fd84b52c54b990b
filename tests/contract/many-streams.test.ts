import { readSse } from '@coco/testkit/read-sse'
import { chunk, DONE_LINE, openStream } from '@coco/testkit/upstream-scripts'
import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { expect, test } from 'vitest'
import { folderWithLimit } from './folder-with-limit.ts'
import { startGateway } from './quickstart-gateway.ts'

test.each([150, 300])('C69 · of %i slow streams all have their first text before the first one ends', async (count) => {
  const finishers: (() => void)[] = []
  const slow: UpstreamScript = (response) => {
    openStream(response).write(chunk({ content: 'first' }))
    finishers.push(() => response.end(chunk({ content: ' last', finishReason: 'stop' }) + DONE_LINE))
  }
  await using gateway = await startGateway(slow, { folder: await folderWithLimit(1_000) })
  let begun = 0
  const { promise: allBegan, resolve } = Promise.withResolvers<void>()

  const texts = Array.from({ length: count }, async () => {
    let text = ''
    for await (const { event, data } of readSse(await gateway.open())) {
      if (event === 'error') throw new Error(data)
      if (event !== 'delta') continue
      if (text === '' && ++begun === count) resolve()
      text += (JSON.parse(data) as { content: string }).content
    }
    return text
  })
  await Promise.race([allBegan, Promise.all(texts)])
  expect(begun).toBe(count)
  for (const finish of finishers) finish()
  expect(new Set(await Promise.all(texts))).toEqual(new Set(['first last']))
})
