import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { dataLines, startTestCortex, textOf } from '../testing/start-test-cortex.ts'

/** A small OpenAI-compatible server that notes what it was asked. */
async function startModelServer(answer: RequestListener, models: string[] = ['llama3.2']) {
  const bodies: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    if (request.url === '/v1/models') {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ data: models.map((id) => ({ id })) }))
      return
    }
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      bodies.push(JSON.parse(text))
      answer(request, response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  async function dispose() {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url, bodies, [Symbol.asyncDispose]: dispose }
}

const says =
  (...events: unknown[]): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const event of events) response.write(`data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
    response.end()
  }
const delta = (content: object, finish_reason: string | null = null) => ({
  choices: [{ delta: content, finish_reason }],
})
const USAGE = { choices: [], usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } }
const HELLO = [
  delta({ role: 'assistant', content: '' }),
  delta({ content: 'Hel' }),
  delta({ content: 'lo\u2028' }),
  delta({}, 'stop'),
  USAGE,
  '[DONE]',
]

describe('with a model server behind it', () => {
  test.each(['claude-4-sonnet', 'openai-gpt-4.1', 'llama3.1-70b'])(
    'the answer to %s is the server’s, in the dialect of the family',
    async (model) => {
      await using server = await startModelServer(says(...HELLO))
      await using cortex = await startTestCortex({ modelUrl: server.url })
      const response = await cortex.ask(model, 'hi', {
        stream: true,
        stream_options: { include_usage: true },
        max_completion_tokens: 50,
      })
      const body = await response.text()
      expect(textOf(body)).toBe('Hello\u2028')
      expect(dataLines(body)[0]).toMatchObject({
        model,
        choices: [{ delta: { refusal: '', role: '', tool_calls: null } }],
      })
      expect(dataLines(body).at(-2)).toMatchObject({
        usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
      })
      expect(server.bodies).toEqual([
        {
          model: 'llama3.2',
          messages: [{ role: 'user', content: 'hi' }],
          max_tokens: 50,
          stream: true,
          stream_options: { include_usage: true },
        },
      ])
    },
  )

  test('the server’s model of the same name is asked, or the one that the address names', async () => {
    await using server = await startModelServer(says(...HELLO), ['first', 'deepseek-r1'])
    await using plain = await startTestCortex({ modelUrl: server.url })
    await (await plain.ask('deepseek-r1', 'hi')).text()
    await (await plain.ask('llama3.1-70b', 'hi')).text()
    await using fixed = await startTestCortex({ modelUrl: `${server.url}?model=mine` })
    await (await fixed.ask('llama3.1-70b', 'hi')).text()
    expect(server.bodies.map(({ model }) => model)).toEqual(['deepseek-r1', 'first', 'mine'])
  })

  test('reasoning and tool calls keep their places', async () => {
    const call = (fragment: object) => delta({ tool_calls: [{ index: 0, ...fragment }] })
    await using server = await startModelServer(
      says(
        delta({ reasoning_content: 'Hm' }),
        call({ id: 'c1', function: { name: 'f', arguments: '' } }),
        call({ function: { arguments: '{}' } }),
        delta({}, 'tool_calls'),
        '[DONE]',
      ),
    )
    await using cortex = await startTestCortex({ modelUrl: server.url })
    expect(await (await cortex.ask('claude-4-sonnet', 'hi')).json()).toMatchObject({
      choices: [{ message: { reasoning: 'Hm', tool_calls: [{ id: 'c1', function: { name: 'f', arguments: '{}' } }] } }],
      usage: { total_tokens: expect.any(Number) },
    })
  })

  test('faults strike its answers too', async () => {
    await using server = await startModelServer(says(...HELLO))
    await using cortex = await startTestCortex({ modelUrl: server.url })
    expect(textOf(await (await cortex.askFaulty('eof;after=1')).text())).toBe('Hel')
  })

  test('a caller who leaves takes the server’s work along', async () => {
    const left = Promise.withResolvers<void>()
    await using server = await startModelServer((_request, response) => {
      response.on('close', left.resolve)
      says(delta({ content: 'x' }))(_request, Object.assign(response, { end: () => response }))
    })
    await using cortex = await startTestCortex({ modelUrl: server.url })
    const caller = new AbortController()
    const response = await cortex.ask('openai-gpt-4.1', 'hi', { stream: true }, { signal: caller.signal })
    await response.body?.getReader().read()
    caller.abort()
    await expect(left.promise).resolves.toBeUndefined()
  })
})

describe('a model server that fails', () => {
  test.each<[string, RequestListener]>([
    ['with a status', (_request, response) => response.writeHead(500).end('secret details')],
    ['by hanging up', (_request, response) => void response.destroy()],
  ])('%s is a 503 without its words', async (_title, answer) => {
    await using server = await startModelServer(answer)
    await using cortex = await startTestCortex({ modelUrl: server.url })
    const response = await cortex.ask('openai-gpt-4.1', 'hi', { stream: true })
    expect(response.status).toBe(503)
    const body = await response.text()
    expect(body).toContain('the model server')
    expect(body).not.toContain('secret')
  })

  test('by not being there is a 503', async () => {
    await using server = await startModelServer(says())
    const { url } = server
    await server[Symbol.asyncDispose]()
    await using cortex = await startTestCortex({ modelUrl: url })
    expect((await cortex.ask('openai-gpt-4.1', 'hi')).status).toBe(503)
  })

  test.each<[string, unknown[]]>([
    ['breaks off', [delta({ content: 'half' })]],
    ['sends an error', [delta({ content: 'half' }), { error: { message: 'out of memory' } }]],
    ['sends no JSON', [delta({ content: 'half' }), '{']],
    ['sends another kind of chunk', [delta({ content: 'half' }), { choices: 'none' }]],
  ])('in mid-stream (%s) cuts the answer, and is a 503 when nothing was sent', async (_title, events) => {
    await using server = await startModelServer(says(...events))
    await using cortex = await startTestCortex({ modelUrl: server.url })
    const response = await cortex.ask('openai-gpt-4.1', 'hi', { stream: true })
    await expect(response.text()).rejects.toThrow('terminated')
    expect((await cortex.ask('openai-gpt-4.1', 'hi')).status).toBe(503)
  })
})
