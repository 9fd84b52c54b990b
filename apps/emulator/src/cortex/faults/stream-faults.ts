import { setTimeout as sleep } from 'node:timers/promises'
import type { StreamChunk } from '../dialects/wire-shapes.ts'
import { eventText, speaks, type WireItem } from '../stream/wire-item.ts'
import type { Fault, FaultIn } from './fault-table.ts'
import { numberSetting, textSetting } from './parse-fault.ts'

type Items = AsyncIterable<WireItem>
type StreamFault = (items: Items, fault: Fault, signal: AbortSignal) => Items

/** Faults of the wire: the model answered, and this became of it. */
export const STREAM_FAULTS: Record<FaultIn<'stream'>, StreamFault> = {
  'slow-first-token': async function* (items, fault, signal) {
    await sleep(numberSetting(fault, 'ms'), undefined, { signal })
    yield* items
  },
  stall: (items, fault, signal) =>
    strike(items, fault, async function* (rest) {
      await sleep(numberSetting(fault, 'ms'), undefined, { signal })
      yield* rest
    }),
  'silent-pings': (items, fault, signal) =>
    strike(items, fault, async function* () {
      for (;;) {
        yield raw(': ping\n\n')
        await sleep(numberSetting(fault, 'everyMs'), undefined, { signal })
      }
    }),
  cut: (items, fault) => strike(items, fault, () => only({ type: 'hang-up' })),
  eof: (items, fault) => strike(items, fault, () => only()),
  garbage: (items, fault) => insert(items, fault, raw('<<< 502 bad gateway >>>\nnot: an event\n\0\u0001\u0002\n\n')),
  'bad-json': (items, fault) => insert(items, fault, raw('data: {"choices":[{"delta":{"content":"half\n\n')),
  'bad-utf8': (items, fault) => insert(items, fault, notUtf8),
  'error-chunk': (items, fault) =>
    strike(items, fault, () => {
      const error = { message: textSetting(fault, 'text'), code: String(fault.settings.code) }
      return only(raw(`data: ${JSON.stringify({ error })}\n\n`))
    }),
  'finish-reason-empty': (items) => mapChunks(items, withoutFinishReason),
  'usage-null': (items) => mapChunks(items, (chunk) => ({ ...chunk, usage: chunk.usage ?? null })),
  'delta-null': (items, fault) => insert(items, fault, (chunk) => withDelta(chunk, null)),
  'content-null': (items, fault) =>
    insert(items, fault, (chunk) => withDelta(chunk, { content: null, refusal: '', role: '', tool_calls: null })),
  'choices-empty': (items, fault) =>
    insert(items, fault, (chunk) => ({ type: 'chunk', chunk: { ...chunk, choices: [] } })),
  'choices-missing': (items, fault) =>
    insert(items, fault, (chunk) => raw(`data: ${JSON.stringify({ ...chunk, choices: undefined })}\n\n`)),
  'event-lines': async function* (items) {
    let id = 0
    for await (const item of items) {
      if (item.type === 'chunk' || item.type === 'done')
        yield raw(`: comment\n\ndata:\n\nevent: message\nid: ${++id}\n`)
      yield item
    }
  },
  crlf: (items) => mapText(items, (text) => [Buffer.from(text.replaceAll('\n', '\r\n'))]),
  'utf8-split': (items) => mapText(items, (text) => Array.from(Buffer.from(text), (byte) => Buffer.of(byte))),
  'no-done': async function* (items) {
    for await (const item of items) if (item.type !== 'done') yield item
  },
  'after-done': async function* (items, _fault, signal) {
    let spoken: WireItem | null = null
    for await (const item of items) {
      if (speaks(item)) spoken = item
      yield item
    }
    if (spoken !== null) yield spoken
    await untilAborted(signal)
  },
  'endless-line': (items, fault) =>
    strike(items, fault, async function* () {
      yield raw('data: {"choices":[{"delta":{"content":"')
      for (;;) yield raw('x'.repeat(65_536))
    }),
}

/** Lets `after` pieces pass, then hands what is left to `take`. An answer that is shorter is struck before its end. */
async function* strike(items: Items, fault: Fault, take: (rest: Items) => Items): AsyncGenerator<WireItem> {
  const iterator = items[Symbol.asyncIterator]()
  let left = numberSetting(fault, 'after')
  let heldBack: WireItem[] = []
  try {
    while (left > 0) {
      const next = await iterator.next()
      if (next.done) break
      if (!speaks(next.value)) {
        heldBack = [next.value]
        break
      }
      left--
      yield next.value
    }
    yield* take(
      (async function* () {
        yield* heldBack
        yield* { [Symbol.asyncIterator]: () => iterator }
      })(),
    )
  } finally {
    await iterator.return?.()
  }
}

type Insertion = WireItem | ((like: StreamChunk) => WireItem)

/** Puts one extra item behind `after` pieces, made after the frame before it where it needs one. */
async function* insert(items: Items, fault: Fault, insertion: Insertion): AsyncGenerator<WireItem> {
  let left = Math.max(1, numberSetting(fault, 'after'))
  let inserted = false
  for await (const item of items) {
    yield item
    if (inserted || item.type !== 'chunk') continue
    left = speaks(item) ? left - 1 : 0
    if (left > 0) continue
    inserted = true
    yield typeof insertion === 'function' ? insertion(item.chunk) : insertion
  }
}

async function* mapChunks(items: Items, change: (chunk: StreamChunk) => StreamChunk): AsyncGenerator<WireItem> {
  for await (const item of items) yield item.type === 'chunk' ? { type: 'chunk', chunk: change(item.chunk) } : item
}

async function* mapText(items: Items, change: (text: string) => Buffer[]): AsyncGenerator<WireItem> {
  for await (const item of items) {
    if (item.type === 'raw' || item.type === 'hang-up') yield item
    else for (const bytes of change(eventText(item))) yield { type: 'raw', bytes }
  }
}

async function* only(...items: WireItem[]): AsyncGenerator<WireItem> {
  yield* items
}

function raw(text: string): WireItem {
  return { type: 'raw', bytes: Buffer.from(text) }
}

function withDelta(chunk: StreamChunk, delta: StreamChunk['choices'][number]['delta']): WireItem {
  return { type: 'chunk', chunk: { ...chunk, choices: chunk.choices.map((choice) => ({ ...choice, delta })) } }
}

function withoutFinishReason(chunk: StreamChunk): StreamChunk {
  const choices = chunk.choices.map((choice) => ('finish_reason' in choice ? { ...choice, finish_reason: '' } : choice))
  return { ...chunk, choices }
}

/** A lone continuation, an overlong start and a cut sequence: three different ways to be wrong. */
function notUtf8(like: StreamChunk): WireItem {
  const spoken = {
    ...like,
    choices: like.choices.map((choice) => ({ ...choice, delta: { ...emptyDelta, content: '@' } })),
  }
  const [before = '', after = ''] = JSON.stringify(spoken).split('"@"')
  const bad = Buffer.from([0xff, 0x20, 0xc0, 0xaf, 0x20, 0xc3, 0x28])
  return {
    type: 'raw',
    bytes: Buffer.concat([Buffer.from(`data: ${before}"bad: `), bad, Buffer.from(`"${after}\n\n`)]),
  }
}

const emptyDelta = { content: '', refusal: '', role: '', tool_calls: null }

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
