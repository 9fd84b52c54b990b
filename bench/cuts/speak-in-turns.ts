import { DONE_LINE, openStream } from '@coco/testkit/upstream-scripts'
import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Thinking and text in turn, because pieces of one kind that come together are joined into one event. */
function piece(index: number) {
  const text = `${index}·ü日👩‍👧 "\n\ndata: `
  return index % 2 === 0 ? { content: text } : { reasoning: text }
}

/** An answer of so many pieces, a few in each write, so that readers are ahead of it and behind it. */
export async function speakInTurns(response: ServerResponse, pieces: number): Promise<void> {
  openStream(response)
  for (let index = 0; index < pieces; index++) {
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: piece(index) }] })}\n\n`)
    if (index % 5 === 0) await nextTurn()
  }
  response.end(`data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n${DONE_LINE}`)
}

/** What a reader should have in the end. */
export function textsOf(pieces: number): { content: string; reasoning: string } {
  const all = Array.from({ length: pieces }, (_, index) => piece(index))
  const join = (key: 'content' | 'reasoning') => all.map((each) => each[key] ?? '').join('')
  return { content: join('content'), reasoning: join('reasoning') }
}
