import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isPassing } from './is-passing.ts'
import { readGeneration, type SequencedEvent, type StreamListener } from './read-generation.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const word = (seq: number): SequencedEvent => ({ seq, event: { type: 'delta', content: `${seq} ` } })

/** A server that has written so far, and a line to it of which the test decides what it lets through. */
function setUp() {
  const written: SequencedEvent[] = []
  const server = { isOver: false, error: null as unknown, most: Infinity }
  const streams: (StreamListener & { position: number; isOpen: boolean })[] = []
  const heard: string[] = []
  const reading = readGeneration(
    {
      subscribe(position, listener) {
        const stream = { ...listener, position, isOpen: true }
        streams.push(stream)
        return () => void (stream.isOpen = false)
      },
      async readOn(position) {
        if (server.error !== null) throw server.error
        const left = written.filter(({ seq }) => seq > position)
        const hasMore = left.length > server.most
        return { events: left.slice(0, server.most), hasMore, isOver: server.isOver && !hasMore }
      },
      isPassing: (error) => isPassing({ code: error as 'internal' }),
    },
    {
      onEvent: ({ seq }) => heard.push(String(seq)),
      onLine: (line) => heard.push(line),
      onEnd: () => heard.push('end'),
      onError: (error) => heard.push(`error ${String(error)}`),
    },
  )
  const write = (...seqs: number[]) => written.push(...seqs.map(word))
  return { reading, server, streams, heard, write }
}

test('behind a proxy that holds the stream back, text is there within five seconds, then in steps (U45)', async () => {
  const { heard, write, server, streams } = setUp()
  write(1, 2)
  await vi.advanceTimersByTimeAsync(3_000)
  write(3)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(heard.slice(0, 4)).toEqual(['1', '2', '3', 'steps'])
  expect(streams.map(({ isOpen }) => isOpen)).toEqual([false])
  write(4)
  server.isOver = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(heard.slice(-2)).toEqual(['4', 'end'])
})

test('a model that thinks for a minute is no proxy that holds something back (U45)', async () => {
  const { heard, streams } = setUp()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(heard).toEqual([])
  streams[0]?.onEvent(word(1))
  expect(heard).toEqual(['1'])
})

test('text that is found a moment before the stream brings it comes once, and the stream stays (U45)', async () => {
  const { heard, write, streams } = setUp()
  write(1)
  await vi.advanceTimersByTimeAsync(3_000)
  streams[0]?.onEvent(word(1))
  streams[0]?.onEvent(word(2))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(heard).toEqual(['1', '2'])
  expect(streams).toHaveLength(1)
})

test('a line that died in a sleep is opened anew where it ended, and what was missed is there at once (U67)', async () => {
  const { heard, write, streams, reading } = setUp()
  streams[0]?.onEvent(word(1))
  write(1, 2, 3)
  reading.askNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(heard).toEqual(['1', '2', '3'])
  write(4)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(streams.map(({ position, isOpen }) => [position, isOpen])).toEqual([
    [0, false],
    [4, true],
  ])
  streams[1]?.onEvent(word(5))
  expect(heard).toEqual(['1', '2', '3', '4', '5'])
})

test('in steps, a server that is away for a moment is asked again; one that says no is not', async () => {
  const { heard, write, server } = setUp()
  write(1)
  await vi.advanceTimersByTimeAsync(3_000)
  write(2)
  await vi.advanceTimersByTimeAsync(1_000)
  server.error = 'unreachable'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(heard.at(-1)).toBe('cut')
  server.error = 'not_found'
  await vi.advanceTimersByTimeAsync(10_000)
  expect(heard.slice(-2)).toEqual(['cut', 'error not_found'])
})

test('a database that is ill for a moment ends no answer whose stream goes on', async () => {
  const { heard, server, streams } = setUp()
  streams[0]?.onEvent(word(1))
  server.error = 'store_unavailable'
  await vi.advanceTimersByTimeAsync(10_000)
  expect(streams[0]?.isOpen).toBe(true)
  streams[0]?.onEvent(word(2))
  streams[0]?.onStopped()
  expect(heard).toEqual(['1', '2', 'end'])
})

test('more than fits in one answer of the server is read in one go', async () => {
  const { heard, write, server } = setUp()
  server.most = 2
  write(1, 2, 3, 4, 5)
  server.isOver = true
  await vi.advanceTimersByTimeAsync(3_000)
  expect(heard).toEqual(['1', '2', '3', '4', '5', 'end'])
})

test('whoever leaves hears nothing more', async () => {
  const { heard, write, reading, streams } = setUp()
  write(1)
  reading.close()
  streams[0]?.onEvent(word(1))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(heard).toEqual([])
})
