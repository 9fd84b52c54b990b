import { startStack } from '@coco/testkit/start-stack'
import { chunk, DONE_LINE, openStream, refuses, says } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { askOver, WAYS } from './ask.ts'
import { expectAnswer, expectFailure, openFaultScene } from './fault-scene.ts'
import { createTestClock } from './test-clock.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const fine = { prompt: 'say exactly: fine' }

/** A stack whose server has a wall clock that is wrong by this much; Snowflake's is right. */
async function startWithSkew(skewMs: number) {
  const clock = createTestClock()
  clock.leap(skewMs)
  return { stack: await startStack({ platform: { clock: clock.clock } }), clock }
}

describe.each(WAYS)('over %s', (way) => {
  test.each([-30_000, 30_000])('row 6 · a clock that is wrong by %i ms is not noticed', async (skewMs) => {
    const { stack } = await startWithSkew(skewMs)
    await using _stack = stack
    expectAnswer(await askOver(way, stack, fine), 'fine')
    expect(stack.emulator.calls.list()).toHaveLength(1)
  })

  test.each([-2 * HOUR_MS, 2 * HOUR_MS])(
    'row 6 · by %i ms is an honest error, and the log names the clock',
    async (skewMs) => {
      const { stack, clock } = await startWithSkew(skewMs)
      await using _stack = stack
      const outcome = await askOver(way, stack, fine)
      expectFailure(outcome, { code: 'upstream_auth_failed', status: way === 'REST' ? 401 : 502 })
      expect(stack.emulator.calls.list()).toHaveLength(2)
      expect(stack.logLines.join('')).toMatch(/the clock of this machine differs from upstream's by -?7[12]\d\d s/)
      expect(outcome.shown).not.toContain('clock')
      clock.leap(-skewMs)
      expectAnswer(await askOver(way, stack, fine), 'fine')
    },
  )

  test.each([-90 * MINUTE_MS, 90 * MINUTE_MS, -24 * HOUR_MS, 24 * HOUR_MS])(
    'row 41 · a wall clock that leaps by %i ms in mid-stream changes no answer and no latency',
    async (leapMs) => {
      let finish = () => {}
      await using scene = await openFaultScene(way, (response) => {
        openStream(response).write(chunk({ content: 'one ' }))
        finish = () => response.end(chunk({ content: 'two', finishReason: 'stop' }) + DONE_LINE)
      })
      const outcome = await scene.ask({
        onText(text) {
          if (text !== 'one ') return
          scene.clock.leap(leapMs)
          finish()
        },
      })
      expectAnswer(outcome, 'one two')
      const ending = outcome.events.at(-1)
      const latencyMs = ending?.type === 'done' ? ending.latency_ms : Number.NaN
      expect(latencyMs).toBeGreaterThanOrEqual(0)
      expect(latencyMs).toBeLessThan(30_000)
      await scene.expectSurvived()
    },
  )

  test('row 41 · a leap neither frees a full limit nor keeps it full', async () => {
    await using scene = await openFaultScene(way, refuses(400, { message: 'no' }))
    const ask = () => scene.ask({ tenant: 'beta' })
    await Promise.all(Array.from({ length: 30 }, ask))
    for (const leapMs of [24 * HOUR_MS, -48 * HOUR_MS, 24 * HOUR_MS + 90 * MINUTE_MS]) {
      scene.clock.leap(leapMs)
      expect((await ask()).refusal).toMatchObject({ status: 429, retryAfterMs: expect.any(Number) })
    }
    scene.clock.leap(-24 * HOUR_MS)
    scene.clock.skip(MINUTE_MS)
    scene.upstream.answerWith(says('fine'))
    expectAnswer(await ask(), 'fine')
  })

  test('row 41 · once the clock is right again, a token of the wrong hour is not used', async () => {
    const { stack, clock } = await startWithSkew(0)
    await using _stack = stack
    expectAnswer(await askOver(way, stack, fine), 'fine')
    for (const leapMs of [-90 * MINUTE_MS, 24 * HOUR_MS]) {
      clock.leap(leapMs)
      expectFailure(await askOver(way, stack, fine), {
        code: 'upstream_auth_failed',
        status: way === 'REST' ? 401 : 502,
      })
      clock.leap(-leapMs)
      clock.skip(1_000)
      expectAnswer(await askOver(way, stack, fine), 'fine')
    }
  })
})
