import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { refuses, says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONSUMER } from './consumer-source.ts'
import { startExampleService } from './example-service.ts'
import { createOutsideProject, type OutsideProject, readmeExamples } from './packed-client.ts'

/** The oldest Node that the client promises to run on. */
const OLDEST_NODE = 'node@22.12.0'

let project: OutsideProject

beforeAll(async () => {
  project = await createOutsideProject({ 'src/consumer.ts': CONSUMER, ...readmeExamples() })
}, 120_000)
afterAll(() => project[Symbol.dispose]())

const dist = () => join(project.folder, 'node_modules/@coco/client/dist')

test('the package brings neither the server nor zod, and no source', () => {
  const installed = readdirSync(join(project.folder, 'node_modules')).filter((name) => !name.startsWith('.'))
  expect(installed).not.toContain('zod')
  expect(installed).not.toContain('fastify')
  expect(readdirSync(join(dist(), '..')).toSorted()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
})

test('its code imports nothing of Node, so that it runs in a browser', () => {
  const imports = readdirSync(dist())
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => [...readFileSync(join(dist(), name), 'utf8').matchAll(/from '([^.'][^']*)'/g)])
    .map((match) => match[1])
  expect(new Set(imports)).toEqual(new Set(['@trpc/client', '@trpc/server/observable', 'eventsource-parser']))
})

test('a strict project type-checks against it: the README is right, each misuse is refused', async () => {
  expect((await project.run('npx', 'tsc', '--noEmit')).stdout).toBe('')
})

test.each([
  ["this repository's Node", ['node']],
  ['the oldest Node that it promises', ['npx', '-y', OLDEST_NODE, '--experimental-strip-types']],
])('on %s it streams, completes, lists and refuses', { timeout: 120_000 }, async (_name, [command = '', ...args]) => {
  await using stack = await startStack()
  const { stdout } = await project.run(command, ...args, 'src/consumer.ts', stack.serverUrl, stack.alphaKey)
  expect(JSON.parse(stdout)).toEqual({
    first: 'meta',
    last: 'done',
    streamed: true,
    completed: true,
    model: 'mistral-large2',
    models: ['claude-4-sonnet', 'mistral-large2', 'openai-gpt-4.1'],
    refused: 'model_not_allowed',
    stopped: 'not_found',
  })
})

describe('the example service', () => {
  test('sends a summary on as it is written', async () => {
    await using upstream = await startHostileUpstream(says('A ', 'summary.'))
    await using server = await startServerOn(upstream.url)
    await using service = await startService(server)
    const response = await fetch(`${service.url}/summaries`, { method: 'POST', body: 'A long text.' })
    expect([response.status, await response.text()]).toEqual([200, 'A summary.'])
    expect(response.headers.get('x-answer-id')).toMatch(/^coco_req_/)
    expect(upstream.calls[0]?.body).toMatchObject({ messages: [{}, { role: 'system' }, { content: 'A long text.' }] })
  })

  test('says what went wrong, and when to come back', async () => {
    await using upstream = await startHostileUpstream(refuses(429, { message: 'slow down' }, { 'retry-after': '7' }))
    await using server = await startServerOn(upstream.url)
    await using service = await startService(server)
    const response = await fetch(`${service.url}/summaries`, { method: 'POST', body: 'A long text.' })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await response.json()).toMatchObject({ code: 'upstream_rate_limited', requestId: expect.any(String) })
  })

  test('stops the model when its caller hangs up', async () => {
    await using upstream = await startHostileUpstream(saysThenHangs('A '))
    await using server = await startServerOn(upstream.url)
    await using service = await startService(server)
    const hangUp = new AbortController()
    const response = await fetch(`${service.url}/summaries`, { method: 'POST', body: 'A text.', signal: hangUp.signal })
    await response.body?.getReader().read()
    const leftAtMs = performance.now()
    hangUp.abort()
    expect((await (await upstream.nth(0)).closed) - leftAtMs).toBeLessThan(1_000)
  })

  const startService = (server: { serverUrl: string; alphaKey: string }) =>
    startExampleService(project.folder, { COCO_URL: server.serverUrl, COCO_API_KEY: server.alphaKey })
})
