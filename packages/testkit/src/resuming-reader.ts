import { GenerationEvent } from '@coco/shared/generation-events'
import { request, type IncomingMessage } from 'node:http'
import { parseSse } from './read-sse.ts'
import type { SequencedEvent } from './test-client.ts'

/**
 * Reads an answer to its end over a line that may break: connects again, at once, with the number of the last event that
 * arrived whole. A reader of its own, apart from the clients that are under test elsewhere. Gives every event as it came,
 * in the order in which it came, so that one that came twice is there twice.
 */
export async function readResuming(
  url: string,
  headers: Record<string, string>,
  generationId: string,
): Promise<SequencedEvent[]> {
  const items: SequencedEvent[] = []
  for (;;) {
    const lastEventId = items.at(-1)?.seq
    const input = { generationId, ...(lastEventId === undefined ? {} : { lastEventId: String(lastEventId) }) }
    const address = `${url}/trpc/chat.watch?input=${encodeURIComponent(JSON.stringify(input))}`
    for (const { event, data, id } of parseSse(await readUntilBroken(address, headers))) {
      if (event === 'serialized-error') throw new Error(data)
      if (event === 'message' && id !== undefined)
        items.push({ seq: Number(id), event: GenerationEvent.parse(JSON.parse(data)) })
    }
    const last = items.at(-1)?.event.type
    if (last === 'done' || last === 'error') return items
  }
}

/** All whole frames that arrive on one connection. What is in the middle of one when the line breaks is dropped. */
function readUntilBroken(address: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const finish = () => resolve(text.slice(0, text.lastIndexOf('\n\n') + 2))
    const call = request(address, { agent: false, headers: { ...headers, accept: 'text/event-stream' } })
    call.once('response', (response: IncomingMessage) => {
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.once('close', finish).on('error', () => {})
    })
    call.once('error', finish).end()
  })
}
