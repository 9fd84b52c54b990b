import { startCuttingLine } from '@coco/testkit/cutting-line'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { readResuming } from '@coco/testkit/resuming-reader'
import { startServerOn } from '@coco/testkit/start-server-on'
import type { SequencedEvent } from '@coco/testkit/test-client'
import { DONE_LINE, openStream } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'

/** Thinking and text in turn, because pieces of one kind that come together are joined into one event. */
const PIECES = [
  { reasoning: 'Hm: ' },
  { content: 'plain ' },
  { reasoning: 'data: x\n\nid: 99\nevent: done' },
  { content: '\n\ndata: {"type":"done"}\n\nid: 7\n\n' },
  { reasoning: '👩‍👩‍👧 ' },
  { content: 'ünïcödé 日本 \u2028\u202E\uFEFF ' },
  { reasoning: '\ud83d' },
  { content: 'NUL:\0. ' },
  { reasoning: '\ude00' },
  { content: '"quotes" \\ </script>' },
]
const said = (kind: 'content' | 'reasoning') =>
  PIECES.map((piece) => (kind in piece ? (piece as Record<string, string>)[kind] : '')).join('')

const startSpeaker = () =>
  startHostileUpstream((response) => {
    openStream(response)
    for (const delta of PIECES) response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`)
    response.end(`data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n${DONE_LINE}`)
  })

/** Every answer whole, in order, nothing twice: and the text is upstream's, NUL shown as what it is kept as. */
function expectWhole(items: readonly SequencedEvent[]) {
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1))
  const text = (type: 'delta' | 'reasoning') =>
    items.flatMap(({ event }) => (event.type === type ? [event.content] : [])).join('')
  expect(text('delta')).toBe(said('content').replace('\0', '\uFFFD'))
  expect(text('reasoning')).toBe(said('reasoning'))
  expect(items.at(-1)?.event.type).toBe('done')
}

test('cut after any byte, and so after and inside any event, a reader that comes back has all of it and nothing twice', async () => {
  await using upstream = await startSpeaker()
  await using server = await startServerOn(upstream.url)
  const headers = { 'x-api-key': server.alphaKey }
  const { generationId } = await server.withKey(server.alphaKey).converse('speak')
  const waiting: number[] = []
  await using line = await startCuttingLine(server.serverUrl, () => waiting.shift() ?? null)

  const read = () => readResuming(line.url, headers, generationId)
  const whole = await read()
  expect(whole.length).toBeGreaterThan(PIECES.length)
  let offset = 0
  for (let cutsBefore = -1; line.cuts() > cutsBefore; offset += 1) {
    cutsBefore = line.cuts()
    waiting.push(offset)
    const items = await read()
    expect(items).toEqual(whole)
  }
  expectWhole(whole)
  // The line was cut at every byte until there were none left.
  expect(line.cuts()).toBe(offset - 1)
  expect(offset).toBeGreaterThan(1_000)
}, 60_000)

test('cut again and again while it is being written, it is the same; and so is what is stored', async () => {
  await using upstream = await startSpeaker()
  await using server = await startServerOn(upstream.url)
  const client = server.withKey(server.alphaKey)
  let next = 0
  await using line = await startCuttingLine(server.serverUrl, () => 150 + ((next += 37) % 400))
  for (let round = 0; round < 20; round++) {
    const { conversationId, generationId } = await client.send('speak')
    expectWhole(await readResuming(line.url, { 'x-api-key': server.alphaKey }, generationId))
    const { messages } = await client.trpc.conversations.get.query({ conversationId })
    expect(messages[1]?.content).toBe(said('content').replace('\0', '\uFFFD'))
    expect(messages[1]?.reasoning).toBe(said('reasoning'))
  }
  expect(line.cuts()).toBeGreaterThan(20)
})

test('a stop that comes while the reader is away is seen when it comes back', async () => {
  await using upstream = await startHostileUpstream((response) => {
    openStream(response).write('data: {"choices":[{"index":0,"delta":{"content":"half"}}]}\n\n')
  })
  await using server = await startServerOn(upstream.url)
  const client = server.withKey(server.alphaKey)
  const { conversationId, generationId } = await client.send('go')
  const seen = await client.read(generationId, { onEvent: ({ event }) => event.type !== 'delta' })
  expect(await client.trpc.chat.stop.mutate({ generationId })).toEqual({ stopped: true })
  const rest = await client.read(generationId, { after: seen.length })
  expect(rest).toMatchObject([{ seq: 3, event: { type: 'done', finish_reason: 'stopped' } }])
  const { messages } = await client.trpc.conversations.get.query({ conversationId })
  expect(messages[1]).toMatchObject({ content: 'half', generation: { status: 'stopped', finishReason: 'stopped' } })
})
