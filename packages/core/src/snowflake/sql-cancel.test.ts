import { describe, expect, test } from 'vitest'
import { pause } from './pause.ts'
import { build, DONE } from './testing/scripted-snowflake.ts'

describe('who does not want to wait any longer', () => {
  test('cancels the running statement', async () => {
    const stop = new AbortController()
    const { client, seen } = await build(
      [
        { status: 202, body: { statementHandle: 'h1' } },
        { status: 202, body: { statementHandle: 'h1' } },
        { body: DONE },
      ],
      {
        sleep: async (_ms, signal) => {
          stop.abort(new Error('enough'))
          signal?.throwIfAborted()
        },
      },
    )
    await expect(client.execute('call long()', { signal: stop.signal })).rejects.toThrow('enough')
    expect(seen.at(-1)).toMatchObject({ method: 'POST', path: '/api/v2/statements/h1/cancel' })
  })

  test('is let go during the pause between two looks', async () => {
    const stop = new AbortController()
    const running = { status: 202, body: { statementHandle: 'h1' } }
    const { client, seen } = await build([running, running, { body: DONE }], { pollIntervalMs: 60_000, sleep: pause })
    const outcome = client.execute('call long()', { signal: stop.signal }).catch((reason: unknown) => reason)
    await expect.poll(() => seen.length).toBe(2)
    stop.abort(new Error('enough'))
    expect(await outcome).toEqual(new Error('enough'))
    expect(seen.at(-1)?.path).toBe('/api/v2/statements/h1/cancel')
  })

  test('is let go before the first answer too, without a retry', async () => {
    const stop = new AbortController()
    const { client, seen, arrived } = await build(['silent'])
    const running = client.execute('x', { signal: stop.signal })
    await arrived()
    stop.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
    expect(seen).toHaveLength(1)
  })
})
