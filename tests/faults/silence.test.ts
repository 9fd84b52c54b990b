import { chunk, hangs, openStream, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { WAYS } from './ask.ts'
import { expectFailure, openFaultScene } from './fault-scene.ts'
import { printFigure } from './figures.ts'

const SILENT = { code: 'upstream_silent', status: 504, text: 'half', message: /fell silent/ } as const

describe.each(WAYS)('over %s', (way) => {
  test.each([
    ['headers', hangs],
    ['a token after the headers', (response) => void openStream(response)],
  ] satisfies [string, typeof hangs][])(
    'row 11 · %s that never come are 504 at the limit of the first token',
    async (_what, script) => {
      await using scene = await openFaultScene(way, script, { settings: { COCO_TIMEOUT_FIRST_TOKEN_MS: '20000' } })
      const asking = scene.ask()
      const call = await scene.upstream.nth(0)
      scene.clock.skip(10_000)
      expect(await Promise.race([call.closed, Promise.resolve('open')])).toBe('open')
      scene.clock.skip(10_000)
      expectFailure(await asking, { code: 'upstream_timeout', status: 504 })
      await call.closed
      await scene.expectSurvived()
    },
  )

  test('row 12 · a stall in mid-stream keeps the text and is 504 after 60 s', async () => {
    await using scene = await openFaultScene(way, saysThenHangs('ha', 'lf'))
    const onText = (text: string) => void (text === 'half' && scene.clock.skip(60_000))
    expectFailure(await scene.ask({ onText }), SILENT)
    await scene.upstream.calls[0]?.closed
    await scene.expectSurvived()
  })

  test('row 13 · comments and empty events are no tokens: the stall ends just the same', async () => {
    await using scene = await openFaultScene(way, (response) => {
      openStream(response).write(chunk({ content: 'half' }))
      const empty = chunk({ content: '' })
      const timer = setInterval(() => response.write(`: ping\n\ndata:\n\n${empty}`), 2)
      response.once('close', () => clearInterval(timer))
    })
    const onText = () => void setTimeout(() => scene.clock.skip(60_000), 20)
    expectFailure(await scene.ask({ onText }), SILENT)
    await scene.expectSurvived()
  })
})

test('row 11 · Stop works at once while nothing has come', async () => {
  await using scene = await openFaultScene('tRPC', hangs)
  const { client } = await scene.server.signIn('user-alpha')
  const generationId = await client.start('hi')
  const call = await scene.upstream.nth(0)
  const reading = client.read(generationId)
  const stoppedAtMs = performance.now()
  await client.trpc.chat.stop.mutate({ generationId })
  const upstreamMs = (await call.closed) - stoppedAtMs
  expect((await reading).map(({ event }) => event)).toMatchObject([{ type: 'done', finish_reason: 'stopped' }])
  printFigure(`row 11: upstream let go ${upstreamMs.toFixed(1)} ms after Stop`)
  expect(upstreamMs).toBeLessThan(500)
})
