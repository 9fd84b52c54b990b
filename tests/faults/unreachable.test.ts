import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { hangs, says } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { WAYS } from './ask.ts'
import { expectAnswer, expectFailure, openFaultScene } from './fault-scene.ts'
import { printFigure } from './figures.ts'
import { makeIdentities, startSecureUpstream } from './secure-upstream.ts'
import { startTcpGate } from './tcp-gate.ts'

const UNREACHABLE = {
  code: 'upstream_unreachable',
  status: 502,
  message: /cannot be reached. Please try again/,
} as const
const addressOf = (port: number, protocol = 'http') => `${protocol}://127.0.0.1:${port}/api/v2/cortex`

describe.each(WAYS)('over %s', (way) => {
  test('row 1 · a refused connection is 502 at once, and the next question after upstream is back is answered', async () => {
    await using well = await startHostileUpstream(says('well again'))
    await using gate = await startTcpGate(Number(new URL(well.url).port), 'closed')
    await using scene = await openFaultScene(way, hangs, { upstreamUrl: addressOf(gate.port) })
    const startedMs = performance.now()
    expectFailure(await scene.ask(), UNREACHABLE)
    printFigure(
      `row 1 over ${way}: ${(performance.now() - startedMs).toFixed(0)} ms to the error (pauses ten times as fast)`,
    )
    expect(scene.server.logLines.filter((line) => line.includes('tried again'))).toHaveLength(2)
    await gate.set('open')
    expectAnswer(await scene.ask(), 'well again')
    await scene.expectSurvived({ isUpstreamBack: false })
  })

  test('row 1 · a connection that is reset before an answer is tried twice more and no oftener', async () => {
    await using gate = await startTcpGate(0, 'resetting')
    await using scene = await openFaultScene(way, hangs, { upstreamUrl: addressOf(gate.port) })
    expectFailure(await scene.ask(), UNREACHABLE)
    expect(gate.connections()).toBe(3)
    await scene.expectSurvived({ isUpstreamBack: false })
  })

  test('row 2 · a name that does not resolve is 502 and is neither shown nor logged', async () => {
    // A label is longer than it may be, so that it fails at once on a machine without a network too.
    const host = `${'no-such-account-'.repeat(5)}.invalid`
    await using scene = await openFaultScene(way, hangs, { upstreamUrl: `https://${host}/api/v2/cortex` })
    expectFailure(await scene.ask(), UNREACHABLE)
    expect(scene.server.logLines.join('')).toMatch(/ENOTFOUND|EAI_/)
    await scene.expectSurvived({ isUpstreamBack: false, secrets: ['no-such-account'] })
  })

  test('row 4 · a connection on which TLS hangs is 504 at the connect deadline', async () => {
    await using gate = await startTcpGate(0, 'silent')
    await using scene = await openFaultScene(way, hangs, { upstreamUrl: addressOf(gate.port, 'https') })
    const asking = scene.ask()
    await expect.poll(gate.connections, { interval: 1 }).toBe(1)
    scene.clock.skip(5_000)
    expectFailure(await asking, { code: 'upstream_timeout', status: 504 })
    expect(gate.connections()).toBe(1)
    await scene.expectSurvived({ isUpstreamBack: false })
  })
})

describe.each(WAYS)('over %s, TLS that cannot be trusted is 502, named in the log, and never worked around', (way) => {
  const { good, unknown, expired, otherHost, oldVersion } = makeIdentities()
  test.each([
    ['self-signed', unknown, /DEPTH_ZERO_SELF_SIGNED_CERT/],
    ['expired', expired, /CERT_HAS_EXPIRED/],
    ['for another host', otherHost, /ERR_TLS_CERT_ALTNAME_INVALID/],
    ['of an old version', oldVersion, /ERR_SSL_\w*PROTOCOL_VERSION/],
  ])('row 3 · %s', async (_kind, identity, cause) => {
    await using upstream = await startSecureUpstream(identity, good)
    await using scene = await openFaultScene(way, hangs, { upstreamUrl: upstream.url })
    expectFailure(await scene.ask(), UNREACHABLE)
    expect(scene.server.logLines.join('')).toMatch(cause)
    expect(upstream.requests()).toBe(0)
    upstream.repair()
    expectAnswer(await scene.ask(), 'well again')
    await scene.expectSurvived({ isUpstreamBack: false })
  })
})
