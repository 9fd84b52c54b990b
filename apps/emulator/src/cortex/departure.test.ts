import { describe, expect, test } from 'vitest'
import { IMMEDIATE, startTestCortex } from './testing/start-test-cortex.ts'

/** Far beyond what a busy machine needs; what is measured is a millisecond or two. */
const SOON_MS = 1_000

describe('a caller who leaves is noticed at once', () => {
  test.each([
    ['before the headers', 'slow-headers;ms=3600000', false],
    ['before the first token', 'slow-first-token;ms=3600000', true],
    ['in the middle of the answer', 'endless-answer', true],
    ['while the model is silent', 'stall;after=2', true],
    ['while only pings come', 'silent-pings;after=0', true],
    ['after [DONE], when the socket stays open', 'after-done', true],
  ])('%s', async (_moment, fault, answers) => {
    await using cortex = await startTestCortex()
    const caller = new AbortController()
    const asked = cortex.ask(
      'openai-gpt-4.1',
      'count to 30',
      { stream: true },
      { signal: caller.signal, headers: { 'x-emulator-fault': fault } },
    )
    asked.catch(() => undefined)
    const call = await cortex.calls.nth(1)
    if (answers) await asked
    const leftAtMs = performance.now()
    caller.abort()
    const end = await call.ended
    expect(end.how).toBe('aborted')
    expect(end.atMs - leftAtMs).toBeLessThan(SOON_MS)
  })

  test('and the writer stops in the middle of a slow answer', async () => {
    await using cortex = await startTestCortex({ pace: { firstTokenMs: 0, tokensPerSecond: 20 } })
    const caller = new AbortController()
    const response = await cortex.ask('openai-gpt-4.1', 'count to 1000', { stream: true }, { signal: caller.signal })
    await response.body?.getReader().read()
    caller.abort()
    expect(await (await cortex.calls.nth(1)).ended).toMatchObject({ how: 'aborted' })
  })
})

test('a finished call says so, with its status', async () => {
  await using cortex = await startTestCortex()
  await (await cortex.ask('openai-gpt-4.1', 'hi')).text()
  await (await cortex.ask('no-such-model', 'hi')).text()
  const ends = await Promise.all(cortex.calls.list().map((call) => call.ended))
  expect(ends).toMatchObject([
    { how: 'finished', statusCode: 200 },
    { how: 'finished', statusCode: 403 },
  ])
})

test('a call is recorded with who sent it and what, without the credential', async () => {
  await using cortex = await startTestCortex({ pace: IMMEDIATE })
  await (
    await cortex.ask('openai-gpt-4.1', 'hi', {}, { headers: { authorization: 'Bearer secret', 'user-agent': 'me' } })
  ).text()
  const [call] = cortex.calls.list()
  expect(call).toMatchObject({
    method: 'POST',
    path: '/api/v2/cortex/v1/chat/completions',
    headers: { 'user-agent': 'me' },
    body: { model: 'openai-gpt-4.1' },
    caller: { userName: 'COCO_USER_ALPHA' },
  })
  expect(JSON.stringify(call)).not.toContain('secret')
})

test('an emulator that closes ends the streams that still run', async () => {
  const cortex = await startTestCortex()
  const response = await cortex.askFaulty('stall;after=1')
  const read = response.text()
  await cortex[Symbol.asyncDispose]()
  await expect(read).rejects.toThrow('terminated')
})
