import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { chunk, hangs, openStream, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { startGateway } from './quickstart-gateway.ts'

describe('a caller who leaves ends the call upstream at once', () => {
  test.each<[string, UpstreamScript, string]>([
    ['before upstream answered', hangs, ''],
    ['before the first text', saysThenHangs(), 'event: meta'],
    ['while upstream is silent', saysThenHangs('one'), 'event: delta'],
    ['while text flows', flowing, 'event: delta'],
  ])('C68 · %s', async (_moment, script, seen) => {
    await using gateway = await startGateway(script)
    const leaving = new AbortController()
    const answering = gateway.open(leaving.signal).then((response) => readUntil(response, seen))
    const call = await gateway.upstream.nth(0)
    if (seen !== '') await answering
    const leftAtMs = performance.now()
    leaving.abort()
    await answering.catch(() => {})
    expect((await call.closed) - leftAtMs).toBeLessThan(1_000)
  })
})

function flowing(...[response]: Parameters<UpstreamScript>): void {
  openStream(response)
  const writing = setInterval(() => response.write(chunk({ content: 'more ' })), 2)
  response.once('close', () => clearInterval(writing))
}

/** Without an iterator, which would leave by itself when it returns. */
async function readUntil({ body }: Response, seen: string): Promise<void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let text = ''; !text.includes(seen); ) text += (await reader?.read())?.value ?? ''
}
