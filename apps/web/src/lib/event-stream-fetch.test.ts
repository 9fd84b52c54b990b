import type { EventSourceFetchInit } from 'eventsource'
import { expect, test } from 'vitest'
import { createEventStreamFetch } from './event-stream-fetch.ts'

const init = (signal = new AbortController().signal): EventSourceFetchInit => ({
  signal,
  headers: { Accept: 'text/event-stream' },
  mode: 'cors',
  cache: 'no-store',
  redirect: 'follow',
})

async function textOf(response: Awaited<ReturnType<ReturnType<typeof createEventStreamFetch>>>) {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
    text += decoder.decode(part.value)
  return text
}

test('a stream begins with the order to reconnect at once, then is what the server sent', async () => {
  const fetchStream = createEventStreamFetch({
    fetch: async () => new Response('id: 1\ndata: {}\n\n'),
    wait: async () => undefined,
  })
  expect(await textOf(await fetchStream('/trpc', init()))).toBe('retry: 50\n\nid: 1\ndata: {}\n\n')
})

test('an answer that is not a stream is handed on as it is', async () => {
  const refused = new Response('busy', { status: 503 })
  const fetchStream = createEventStreamFetch({ fetch: async () => refused, wait: async () => undefined })
  expect(await fetchStream('/trpc', init())).toBe(refused)
})

test('refused connections are followed by growing pauses, a good one ends them', async () => {
  const pauses: number[] = []
  let isDown = true
  const fetchStream = createEventStreamFetch({
    fetch: async () => {
      if (isDown) throw new TypeError('Failed to fetch')
      return new Response('')
    },
    wait: async (delayMs) => void pauses.push(delayMs),
  })
  for (let attempt = 0; attempt < 3; attempt++) await expect(fetchStream('/trpc', init())).rejects.toThrow('Failed')
  isDown = false
  await fetchStream('/trpc', init())
  await fetchStream('/trpc', init())
  expect(pauses).toHaveLength(3)
  expect(pauses[2]).toBeGreaterThan(pauses[0] ?? 0)
})

test('a reader who leaves is not taken for a server that is down', async () => {
  const pauses: number[] = []
  const leaving = AbortSignal.abort()
  const fetchStream = createEventStreamFetch({
    fetch: async () => Promise.reject(new DOMException('gone', 'AbortError')),
    wait: async (delayMs) => void pauses.push(delayMs),
  })
  await expect(fetchStream('/trpc', init(leaving))).rejects.toThrow('gone')
  await expect(fetchStream('/trpc', init(leaving))).rejects.toThrow('gone')
  expect(pauses).toEqual([])
})
