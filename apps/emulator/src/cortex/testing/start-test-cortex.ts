import Fastify from 'fastify'
import { randomUUID } from 'node:crypto'
import type { CortexDeps } from '../cortex-deps.ts'
import { registerCortexRoutes } from '../register-cortex-routes.ts'

export const IMMEDIATE = { firstTokenMs: 0, tokensPerSecond: Infinity }

const GRANTED = ['claude-4-sonnet', 'claude-opus-4-7', 'deepseek-r1', 'llama3.1-70b', 'openai-gpt-4.1', 'openai-gpt-5']

type Extra = Record<string, unknown>

/** For tests: the Cortex endpoints alone, on a free port, for one caller who holds every model of `GRANTED`. */
export async function startTestCortex(overrides: Partial<CortexDeps> = {}) {
  const app = Fastify({ genReqId: () => randomUUID(), forceCloseConnections: true })
  const handles = registerCortexRoutes(app, {
    access: {
      hasCortexRole: () => true,
      mayUseModel: (_caller, model) => GRANTED.includes(model.toLowerCase()),
      mayEmbedWith: (_caller, model) => model === 'e5-base-v2',
      usableModels: () => GRANTED,
    },
    search: { open: () => 'missing' },
    authenticate: () => ({ ok: true, caller: { userName: 'COCO_USER_ALPHA', defaultRole: 'COCO_TENANT_ALPHA' } }),
    now: () => 1_787_679_484_000,
    monotonicNow: () => performance.now(),
    pace: IMMEDIATE,
    modelUrl: null,
    trial: false,
    rateLimits: {},
    modelErrors: '403',
    ...overrides,
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const chatUrl = `${url}/api/v2/cortex/v1/chat/completions`

  /** Asks with one user turn, or with the `messages` in `extra`. */
  function ask(model: string, prompt: string, extra: Extra = {}, init: RequestInit = {}): Promise<Response> {
    const body = JSON.stringify({ model, messages: [{ role: 'user', content: prompt }], ...extra })
    return fetch(chatUrl, { method: 'POST', body, redirect: 'manual', ...init })
  }

  /** Asks for a stream with a fault. */
  function askFaulty(fault: string, model = 'openai-gpt-4.1', prompt = 'count to 30'): Promise<Response> {
    return ask(model, prompt, { stream: true }, { headers: { 'x-emulator-fault': fault } })
  }

  return { ...handles, url, chatUrl, ask, askFaulty, [Symbol.asyncDispose]: () => app.close() }
}

/** The payloads of a body's `data:` lines; those that are JSON parsed. */
export function dataLines(body: string): unknown[] {
  const payloads = body.split(/\r?\n/).flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []))
  return payloads.map((payload) => (payload.startsWith('{') ? JSON.parse(payload) : payload))
}

/** The text that the frames of a body hold. */
export function textOf(body: string): string {
  return dataLines(body)
    .map((chunk) => (chunk as { choices?: { delta?: { content?: string } }[] }).choices?.[0]?.delta?.content ?? '')
    .join('')
}
