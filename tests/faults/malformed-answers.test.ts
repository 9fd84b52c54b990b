import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { chunk, DONE_LINE, hangs, openStream } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { WAYS } from './ask.ts'
import { expectAnswer, expectFailure, openFaultScene } from './fault-scene.ts'

const finish = chunk({ finishReason: 'stop' }) + DONE_LINE
const [one, two] = [chunk({ content: 'one ' }), chunk({ content: 'two' })]
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`
const between = (odd: string) => one + odd + two + finish

/** Odd, but everything that was said can be read: the rest of the answer must come. */
const READABLE: [string, string | Buffer][] = [
  ['a comment', between(': hello\n\n')],
  ['an event without data', between('event: ping\n\n')],
  ['empty data', between('data:\n\ndata: \n\n')],
  ['unknown fields', between('retry: 5\nid: 7\nfoo: bar\n\n')],
  ['lines that are no event stream', between('<html>\nnonsense\n\n')],
  ['an event name of its own', between(`event: message_delta\n${data({ choices: [{ delta: {} }] })}`)],
  ['lines that end in CR LF', between('').replaceAll('\n', '\r\n')],
  ['lines that end in CR', between('').replaceAll('\n', '\r')],
  ['a byte order mark', `\u{feff}${between('')}`],
  ['data without a space', between('').replaceAll('data: ', 'data:')],
  ['a JSON object on several lines', between('data: {"choices":\ndata: []}\n\n')],
  ['no choices', between(data({ id: 'x' }))],
  ['empty choices', between(data({ choices: [] }))],
  ['choices that are null', between(data({ choices: null }))],
  ['choices that are a number', between(data({ choices: 5 }))],
  ['a choice that is null', between(data({ choices: [null] }))],
  ['a delta that is null', between(data({ choices: [{ delta: null }] }))],
  ['content that is null', between(data({ choices: [{ delta: { content: null } }] }))],
  ['content that is a number', between(data({ choices: [{ delta: { content: 5 } }] }))],
  ['content that is an object', between(data({ choices: [{ delta: { content: {} } }] }))],
  ['usage that is null', between(data({ choices: [], usage: null }))],
  ['usage that is a text', between(data({ choices: [], usage: 'much' }))],
  ['a finish_reason that is empty', between(data({ choices: [{ delta: {}, finish_reason: '' }] }))],
  ['an error of zeros', between(data({ choices: [], error: { message: '', code: '' } }))],
  ['a prototype', between('data: {"__proto__":{"choices":[]},"constructor":{"prototype":{"x":1}}}\n\n')],
  ['[DONE] with spaces', one + two + chunk({ finishReason: 'stop' }) + 'data:  [DONE] \n\n'],
  ['no blank line at the end', (one + two + finish).trimEnd()],
  ['no [DONE]', one + two + chunk({ finishReason: 'stop' })],
  ['[DONE] without a finish_reason', one + two + DONE_LINE],
]

/** Nobody can know what was meant: what came before stays, and the rest is no answer. */
const UNREADABLE: [string, string][] = [
  ['JSON that is cut off', 'data: {"choices":[{"delta"\n\n'],
  ['a text', 'data: hello\n\n'],
  ['a JSON text', 'data: "hello"\n\n'],
  ['a number', 'data: 5\n\n'],
  ['a list', 'data: []\n\n'],
  ['null', 'data: null\n\n'],
  ['an endless nesting', `data: ${'['.repeat(50_000)}\n\n`],
  ['HTML as data', 'data: <html>\n\n'],
]

describe.each(WAYS)('over %s', (way) => {
  test('row 16 · odd shapes that can be read lose nothing of the answer', async () => {
    await using scene = await openFaultScene(way, hangs)
    for (const [, body] of READABLE) {
      scene.upstream.answerWith((response) => void openStream(response).end(body))
      expectAnswer(await scene.ask(), 'one two')
      scene.clock.skip(60_000)
    }
    await scene.expectSurvived({ maxCalls: READABLE.length })
  })

  test.each(UNREADABLE)('row 16 · %s keeps what came before and is an honest error', async (_name, odd) => {
    await using scene = await openFaultScene(way, (response) => void openStream(response).end(between(odd)))
    expectFailure(await scene.ask(), { code: 'upstream_malformed', status: 502, text: 'one ' })
    await scene.expectSurvived()
  })

  test('row 16 · what is no HTTP is an honest error', async () => {
    await using scene = await openFaultScene(way, ({ socket }) => void socket?.end('SSH-2.0-OpenSSH_9.2\r\n'))
    expectFailure(await scene.ask(), { code: 'upstream_malformed', status: 502 })
    await scene.expectSurvived()
  })

  test('row 17 · characters that are cut at any byte come whole', async () => {
    const text = 'ä日本語 👩‍🚀 \u2028\u2029\u0085 e\u0301 \u{10ffff}'
    const bytes = Buffer.from(chunk({ content: text }) + finish)
    await using scene = await openFaultScene(way, hangs)
    const start = bytes.indexOf('ä') - 1
    for (let cutAt = start; cutAt < start + Buffer.byteLength(text) + 2; cutAt++) {
      scene.upstream.answerWith((response) => {
        openStream(response).write(bytes.subarray(0, cutAt), () =>
          setImmediate(() => response.end(bytes.subarray(cutAt))),
        )
      })
      const outcome = await scene.ask()
      expectAnswer(outcome, text)
      expect(outcome.text).not.toContain('\u{fffd}')
      scene.clock.skip(60_000)
    }
    await scene.expectSurvived({ maxCalls: Infinity })
  })

  test('row 17 · every byte by itself', async () => {
    const bytes = Buffer.from(chunk({ content: '日本語 👩‍🚀' }) + finish)
    const dripping: UpstreamScript = (response) => {
      openStream(response)
      const drip = (at: number): boolean =>
        at === bytes.length ? Boolean(response.end()) : response.write(bytes.subarray(at, at + 1), () => drip(at + 1))
      drip(0)
    }
    await using scene = await openFaultScene(way, dripping)
    expectAnswer(await scene.ask(), '日本語 👩‍🚀')
    await scene.expectSurvived()
  })

  test('row 17 · bytes that are no UTF-8 become U+FFFD and the answer goes on', async () => {
    const line = Buffer.from(chunk({ content: 'one ??' }))
    const at = line.indexOf('??')
    line.set([0xff, 0xc3], at)
    await using scene = await openFaultScene(way, (response) => {
      openStream(response).end(Buffer.concat([line, Buffer.from(two + finish)]))
    })
    expectAnswer(await scene.ask(), 'one \u{fffd}\u{fffd}two')
    await scene.expectSurvived()
  })
})
