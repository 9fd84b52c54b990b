import type { Fetch } from '@coco/client'

/** A `fetch` whose first event stream is lost right after its k-th event, as when a network goes away. */
export function cutAfterEvent(k: number): Fetch {
  let isCut = false
  return async (url, init) => {
    const response = await fetch(url, init)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (isCut || !isStream || !response.body) return response
    isCut = true
    return new Response(ReadableStream.from(untilEvent(k, response.body)), response)
  }
}

async function* untilEvent(k: number, body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder()
  let seen = ''
  for await (const bytes of body) {
    const before = seen.length
    seen += decoder.decode(bytes, { stream: true })
    const end = [...seen.matchAll(/^id: \d+\n\n/gm)][k - 1]
    yield new TextEncoder().encode(seen.slice(before, end && end.index + end[0].length))
    if (end) throw new TypeError('terminated')
  }
}
