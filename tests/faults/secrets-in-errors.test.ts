import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { chunk, hangs, openStream, refuses } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { WAYS, type Way } from './ask.ts'
import { expectFailure, openFaultScene } from './fault-scene.ts'
import { SECRET_TEXTS } from './secret-texts.ts'

const asJson = { 'content-type': 'application/json' }

/** Asks once for each text and gives back the names of those that came through, to the caller or into the log. */
async function leaksOf(way: Way, speak: (text: string) => UpstreamScript): Promise<string[]> {
  await using scene = await openFaultScene(way, hangs)
  const leaks: string[] = []
  for (const [name, { text, canary }] of Object.entries(SECRET_TEXTS)) {
    scene.upstream.answerWith(speak(text))
    const outcome = await scene.ask()
    const ending = outcome.events.at(-1)
    const message = ending?.type === 'error' ? ending.message : 'no error'
    expect(message).toMatch(/\w/)
    if ([outcome.shown, asParsed(message), ...scene.server.logLines].join('\n').includes(canary)) leaks.push(name)
    scene.clock.skip(60_000)
  }
  await scene.expectSurvived({ maxCalls: Infinity })
  return leaks
}

/** What a program makes of a message that is JSON. */
function asParsed(message: string): string {
  return message.startsWith('{') ? JSON.stringify(JSON.parse(message)) : message
}

/** JSON may write any character as an escape; whoever parses it has the secret again. */
const escaped = (text: string) =>
  Array.from(text, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

describe.each(WAYS)('over %s', (way) => {
  test('row 10 · nothing secret of a refusal is shown or logged', async () => {
    expect(await leaksOf(way, (text) => refuses(400, { code: '390142', message: text }))).toEqual([])
  })

  test('row 10 · nor when it is written in escapes', async () => {
    expect(await leaksOf(way, (text) => refuses(403, `{"message":"${escaped(text.slice(0, 60))}"}`, asJson))).toEqual(
      [],
    )
  })

  test('row 10 · nor when it is a page of HTML', async () => {
    expect(await leaksOf(way, (text) => refuses(400, `<html><body>${text}</body></html>`))).toEqual([])
  })

  test('row 10 · nor when it comes in mid-stream, after which the text so far is kept', async () => {
    const inMidStream = (text: string) => `data: ${JSON.stringify({ error: { message: text, code: '500' } })}\n\n`
    const speak =
      (text: string): UpstreamScript =>
      (response) =>
        void openStream(response).end(chunk({ content: 'half' }) + inMidStream(text))
    expect(await leaksOf(way, speak)).toEqual([])
    await using scene = await openFaultScene(way, speak('password=canary17'))
    const status = way === 'REST' ? 500 : 503
    expectFailure(await scene.ask(), { code: 'upstream_overloaded', status, text: 'half' })
  })
})
