import { afterEach, expect, test, vi } from 'vitest'
import type { Cli } from '../command.ts'
import type { PartExit, PartProcess } from './part-process.ts'
import { supervise } from './supervise.ts'

afterEach(() => void vi.useRealTimers())

test('Ctrl-C stops the server first, then the local Snowflake, and the code is 0', async () => {
  const { parts, journal, cli, stop } = build()
  const outcome = supervise(parts, cli)
  stop()
  expect(await outcome).toBe(0)
  expect(journal).toEqual(['stop server', 'server gone', 'stop snowflake', 'snowflake gone'])
})

test('a part that dies takes the other along, and its code and name are passed on', async () => {
  const { parts, said, snowflake, journal, cli } = build()
  const outcome = supervise(parts, cli)
  snowflake.die({ code: 7 })
  expect(await outcome).toBe(7)
  expect(said).toEqual(['snowflake is gone (it ended with code 7), so Coco stops.'])
  expect(journal).toContain('server gone')
})

test.each([{ code: null, signal: 'SIGKILL' }, { code: 0 }] as const)(
  'a part that ends unasked is never a success: %j',
  async (exit) => {
    const { parts, server, cli } = build()
    const outcome = supervise(parts, cli)
    server.die(exit)
    expect(await outcome).toBe(1)
  },
)

test('a part that ends badly while it is stopped is no success either', async () => {
  const { parts, cli, stop } = build({ exitCode: 3 })
  const outcome = supervise(parts, cli)
  stop()
  expect(await outcome).toBe(1)
})

test('a part that does not stop is killed after 13 s', async () => {
  vi.useFakeTimers()
  const { parts, journal, cli, stop } = build({ isDeaf: true })
  const outcome = supervise(parts, cli)
  stop()
  await vi.advanceTimersByTimeAsync(12_999)
  expect(journal).toEqual(['stop server'])
  await vi.advanceTimersByTimeAsync(1)
  expect(await outcome).toBe(1)
  expect(journal).toContain('kill snowflake')
})

test('a stop that takes long says what it waits for', async () => {
  vi.useFakeTimers()
  const { parts, said, cli, stop } = build({ isDeaf: true })
  const outcome = supervise(parts, cli)
  stop()
  await vi.advanceTimersByTimeAsync(999)
  expect(said).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(said).toEqual([expect.stringMatching(/^Waiting up to 10 s/)])
  await vi.advanceTimersByTimeAsync(13_000)
  await outcome
})

test('the second Ctrl-C kills at once', async () => {
  const { parts, journal, cli, stop, stopNow } = build({ isDeaf: true })
  const outcome = supervise(parts, cli)
  stop()
  stopNow()
  expect(await outcome).toBe(1)
  expect(journal).toEqual(expect.arrayContaining(['kill server', 'kill snowflake']))
})

function build(options: { isDeaf?: boolean; exitCode?: number } = {}) {
  const journal: string[] = []
  const said: string[] = []
  const [first, second] = [new AbortController(), new AbortController()]
  const snowflake = fakePart('snowflake', journal, options)
  const server = fakePart('server', journal, options)
  const cli = { stop: first.signal, stopNow: second.signal, say: (text: string) => said.push(text) } as unknown as Cli
  return {
    journal,
    said,
    snowflake,
    server,
    cli,
    parts: [snowflake, server],
    stop: () => first.abort(),
    stopNow: () => second.abort(),
  }
}

function fakePart(name: string, journal: string[], options: { isDeaf?: boolean; exitCode?: number }) {
  const { promise: exited, resolve } = Promise.withResolvers<PartExit>()
  function die(exit: Partial<PartExit>): void {
    journal.push(`${name} gone`)
    resolve({ name, code: null, signal: null, ...exit })
  }
  const part: PartProcess = {
    name,
    url: '',
    port: 0,
    exited,
    stop() {
      journal.push(`stop ${name}`)
      if (!options.isDeaf) die({ code: options.exitCode ?? 0 })
    },
    kill() {
      journal.push(`kill ${name}`)
      die({ signal: 'SIGKILL' })
    },
  }
  return { ...part, die }
}
