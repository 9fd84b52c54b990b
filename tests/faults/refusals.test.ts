import { startStack } from '@coco/testkit/start-stack'
import { refuses, says } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { askOver, WAYS } from './ask.ts'
import { expectAnswer, expectFailure, openFaultScene } from './fault-scene.ts'

const HTML = '<!doctype html><html><body><h1>502 Bad Gateway</h1><p>proxy-17.internal</p></body></html>'

describe.each(WAYS)('over %s', (way) => {
  /** The quickstart's clients get upstream's own number, the page the one of our code. */
  const statusOf = (upstream: number, ours: number) => (way === 'REST' ? upstream : ours)

  test('row 5 · a token that has expired is renewed once, unseen', async () => {
    await using scene = await openFaultScene(way, (response, call) =>
      (call.index === 0 ? refuses(401, { code: '390144', message: 'JWT token is invalid.' }) : says('fine'))(
        response,
        call,
      ),
    )
    expectAnswer(await scene.ask(), 'fine')
    await scene.expectSurvived({ maxCalls: 2 })
  })

  test('row 5 · a sign-in that fails again is reported after two tries, and the operator is told', async () => {
    await using scene = await openFaultScene(way, refuses(401, { code: '390144', message: 'JWT token is invalid.' }))
    const outcome = await scene.ask()
    expectFailure(outcome, {
      code: 'upstream_auth_failed',
      status: statusOf(401, 502),
      message: way === 'REST' ? /JWT token is invalid/ : /sign-in at the model service failed/,
    })
    expect(scene.upstream.calls).toHaveLength(2)
    expect(scene.server.logLines.filter((line) => line.includes('"level":"error"'))).toHaveLength(1)
    await scene.expectSurvived({ maxCalls: 2 })
  })

  test('row 7 · a model that is not granted is 403, is not tried again, and the picker marks it', async () => {
    await using stack = await startStack()
    const outcome = await askOver(way, stack, { tenant: 'beta', model: 'claude-4-sonnet' })
    const message = way === 'REST' ? /"code":"003001"/ : /^User Beta may not use claude-4-sonnet\.$/
    expectFailure(outcome, { code: 'model_not_allowed', status: 403, message })
    expect(stack.emulator.calls.list()).toHaveLength(1)
    const models = await stack.withKey(stack.betaKey).trpc.models.list.query()
    expect(models).toContainEqual({ id: 'claude-4-sonnet', access: 'not_granted', isDefault: false })
    expectAnswer(await askOver(way, stack, { tenant: 'beta', prompt: 'say exactly: fine' }), 'fine')
  })

  test('row 8 · the time to wait is passed on at once and upstream is left alone', async () => {
    await using scene = await openFaultScene(way, refuses(429, { message: 'slow down' }, { 'retry-after': '30' }))
    const outcome = await scene.ask()
    expectFailure(outcome, { code: 'upstream_rate_limited', status: 429, retryAfterMs: 30_000 })
    expect(outcome.shown).toContain(way === 'REST' ? '["retry-after","30"]' : '"retry_after_ms":30000')
    scene.clock.skip(29_000)
    expect(scene.upstream.calls).toHaveLength(1)
    await scene.expectSurvived()
  })

  test.each([
    ['500', refuses(500, 'Internal Server Error'), statusOf(500, 503), 1],
    ['502 as a page of HTML', refuses(502, HTML), statusOf(502, 503), 3],
    ['503', refuses(503, { code: '000000' }), 503, 3],
    ['529', refuses(529, {}), statusOf(529, 503), 1],
  ])('row 9 · %s is an overload that may pass', async (_name, script, status, maxCalls) => {
    await using scene = await openFaultScene(way, script)
    const outcome = await scene.ask()
    expectFailure(outcome, { code: 'upstream_overloaded', status })
    expect(scene.upstream.calls).toHaveLength(maxCalls)
    await scene.expectSurvived({ maxCalls, secrets: ['<html', 'proxy-17'] })
  })

  test.each([
    ['200 with a page of HTML', refuses(200, HTML)],
    ['200 without a byte', refuses(200, '')],
    ['204', refuses(204, '')],
  ])('row 9 · %s is no answer', async (_name, script) => {
    await using scene = await openFaultScene(way, script)
    expectFailure(await scene.ask(), { code: 'upstream_malformed', status: 502 })
    await scene.expectSurvived({ secrets: ['<html', 'proxy-17'] })
  })

  test('row 9 · 200 with an event stream without an event is broken off', async () => {
    await using scene = await openFaultScene(way, refuses(200, '', { 'content-type': 'text/event-stream' }))
    expectFailure(await scene.ask(), { code: 'upstream_broken_off', status: 502 })
    await scene.expectSurvived()
  })

  test.each([301, 302, 303, 307, 308])('row 23 · a redirect (%i) is 502 and nothing is sent on', async (status) => {
    await using elsewhere = await openFaultScene(way, says('stolen'))
    const location = `${elsewhere.upstream.url}/v1/chat/completions`
    await using scene = await openFaultScene(way, refuses(status, '', { location }))
    expectFailure(await scene.ask(), { code: 'upstream_malformed', status: 502 })
    expect(elsewhere.upstream.calls).toHaveLength(0)
    await scene.expectSurvived({ secrets: [location] })
  })
})
