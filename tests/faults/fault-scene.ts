import type { ErrorCode } from '@coco/shared/error-codes'
import { type HostileUpstream, startHostileUpstream, type UpstreamScript } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { expect } from 'vitest'
import { askOver, CANARY_PROMPT, type Outcome, type Question, type Way } from './ask.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export interface FaultScene extends AsyncDisposable {
  upstream: HostileUpstream
  server: ServerUnderTest
  clock: TestClock
  ask(question?: Question): Promise<Outcome>
  /**
   * The server is alive: health, and a whole answer once upstream is well. Nothing that a person saw on the way, and no
   * line of the log, has a secret, a prompt or upstream's address. `maxCalls` (1) bounds the calls since the last time.
   */
  expectSurvived(expected?: { maxCalls?: number; secrets?: readonly string[]; isUpstreamBack?: boolean }): Promise<void>
}

/** One misbehaving upstream and a server in front of it, asked over one of the two ways. */
export async function openFaultScene(
  way: Way,
  script: UpstreamScript,
  options: { settings?: Record<string, string>; upstreamUrl?: string } = {},
): Promise<FaultScene> {
  const clock = createTestClock()
  const upstream = await startHostileUpstream(script)
  const { upstreamUrl = upstream.url, settings = {} } = options
  const server = await startServerOn(upstreamUrl, { platform: { clock: clock.clock }, settings })
  const seen: string[] = []
  let countedCalls = 0

  async function ask(question?: Question): Promise<Outcome> {
    const outcome = await askOver(way, server, question)
    seen.push(outcome.shown)
    return outcome
  }

  const expectSurvived: FaultScene['expectSurvived'] = async (expected = {}) => {
    const { maxCalls = 1, secrets = [], isUpstreamBack = true } = expected
    expect(upstream.calls.length - countedCalls).toBeLessThanOrEqual(maxCalls)
    expect((await fetch(`${server.serverUrl}/healthz`)).status).toBe(200)
    if (isUpstreamBack) {
      upstream.answerWith(says('well ', 'again'))
      expectAnswer(await ask(), 'well again')
    }
    const everything = [...seen, ...server.logLines].join('\n')
    const { host } = new URL(upstreamUrl)
    for (const secret of [CANARY_PROMPT, host, server.alphaKey, 'eyJhbG', 'PRIVATE KEY', ...secrets]) {
      expect(everything).not.toContain(secret)
    }
    countedCalls = upstream.calls.length
  }

  async function close(): Promise<void> {
    await server.close()
    await upstream.close()
  }

  return { upstream, server, clock, ask, expectSurvived, [Symbol.asyncDispose]: close }
}

/** One terminal event, the last one, with this code and status; the text so far is kept and nothing claims to be done. */
export function expectFailure(
  outcome: Outcome,
  expected: { code: ErrorCode; status: number; text?: string; message?: RegExp; retryAfterMs?: number },
): void {
  const { code, status, text = '', message = /\w/, retryAfterMs } = expected
  expect(outcome.refusal).toBeNull()
  expect(outcome.text).toBe(text)
  const endings = outcome.events.filter(({ type }) => type === 'done' || type === 'error')
  expect(endings).toEqual([outcome.events.at(-1)])
  expect(endings[0]).toMatchObject({
    type: 'error',
    code,
    status_code: status,
    message: expect.stringMatching(message),
    request_id: expect.stringMatching(/./),
    ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
  })
}

/** A whole answer with exactly this text. */
export function expectAnswer(outcome: Outcome, text: string): void {
  expect(outcome.refusal).toBeNull()
  expect(outcome.text).toBe(text)
  const endings = outcome.events.filter(({ type }) => type === 'done' || type === 'error')
  expect(endings).toMatchObject([{ type: 'done' }])
  expect(outcome.events.at(-1)?.type).toBe('done')
}
