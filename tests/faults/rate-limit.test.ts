import { says } from '@coco/testkit/upstream-scripts'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { describe, expect, test } from 'vitest'
import { askOver, WAYS } from './ask.ts'
import { printFigure } from './figures.ts'

const BETA_LIMIT = 30

describe.each(WAYS)('over %s', (way) => {
  /** A server whose time stands still between two steps. */
  async function start() {
    const clock = createManualClock()
    const upstream = await startHostileUpstream(says('fine'))
    const server = await startServerOn(upstream.url, { platform: { clock } })
    const ask = () => askOver(way, server, { tenant: 'beta' })
    const passedOf = async (count: number) => {
      const outcomes = await Promise.all(Array.from({ length: count }, ask))
      for (const { refusal } of outcomes.filter((outcome) => outcome.refusal !== null)) {
        expect(refusal).toMatchObject({ status: 429, code: expect.stringMatching(/^rate_limited$/i) })
      }
      return outcomes.filter(({ refusal }) => refusal === null).length
    }
    return {
      ask,
      passedOf,
      clock,
      server,
      upstream,
      async [Symbol.asyncDispose]() {
        await server.close()
        await upstream.close()
      },
    }
  }

  test('row 55 · of a burst exactly the limit passes, and another tenant is untouched', async () => {
    await using scene = await start()
    const passed = await scene.passedOf(BETA_LIMIT + 20)
    printFigure(`row 55 over ${way}: ${passed} of ${BETA_LIMIT + 20} passed, the limit is ${BETA_LIMIT}`)
    expect(passed).toBe(BETA_LIMIT)
    expect(scene.upstream.calls).toHaveLength(BETA_LIMIT)
    expect((await askOver(way, scene.server, { tenant: 'alpha' })).refusal).toBeNull()
  })

  test('row 55 · the window slides: nothing is freed at a boundary, each call frees one place a minute later', async () => {
    await using scene = await start()
    expect(await scene.passedOf(10)).toBe(10)
    scene.clock.advance(30_000)
    expect(await scene.passedOf(BETA_LIMIT)).toBe(20)
    expect((await scene.ask()).refusal).toMatchObject({ status: 429, retryAfterMs: 30_000 })
    scene.clock.advance(29_999)
    expect(await scene.passedOf(1)).toBe(0)
    scene.clock.advance(1)
    expect(await scene.passedOf(BETA_LIMIT)).toBe(10)
    scene.clock.advance(30_000)
    expect(await scene.passedOf(BETA_LIMIT)).toBe(20)
  })

  test('row 55 · a refused call costs nothing: who goes on asking does not stay out', async () => {
    await using scene = await start()
    expect(await scene.passedOf(BETA_LIMIT)).toBe(BETA_LIMIT)
    for (let second = 0; second < 5; second++) {
      scene.clock.advance(10_000)
      expect(await scene.passedOf(5)).toBe(0)
    }
    scene.clock.advance(10_000)
    expect(await scene.passedOf(BETA_LIMIT)).toBe(BETA_LIMIT)
  })
})
