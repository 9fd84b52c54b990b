import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { CompleteInput, StopInput, WatchInput } from '@coco/shared/chat-inputs'
import type { ErrorCode } from '@coco/shared/error-codes'
import type { GenerationEvent } from '@coco/shared/generation-events'
import { initTRPC, TRPCError, tracked } from '@trpc/server'
import { createHTTPServer } from '@trpc/server/adapters/standalone'
import { EventLog } from './event-log.ts'

interface Call {
  path: string
  url: string
  apiKey: string | undefined
}

/** A refusal as the server formats it. */
export class Refusal extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode) {
    super(`refused: ${code}`)
    this.code = code
  }
}

/**
 * A server with Coco's chat procedures and nothing behind them: each started answer is a log that the test writes to.
 * Stopping an answer writes its last event, as the real server does.
 */
export async function startTinyCoco(options: { silenceMs?: number } = {}) {
  const calls: Call[] = []
  const logs = new Map<string, EventLog>()
  const stopped: string[] = []
  const refuse: { complete?: ErrorCode; watch?: ErrorCode } = {}
  let script: readonly GenerationEvent[] = []

  const t = initTRPC.context<object>().create({
    sse: { client: { reconnectAfterInactivityMs: options.silenceMs ?? 45_000 } },
    isDev: false,
    errorFormatter({ shape, error }) {
      const code = error.cause instanceof Refusal ? error.cause.code : 'invalid_input'
      const fields = error.code === 'BAD_REQUEST' ? [{ path: 'messages', message: 'too few' }] : undefined
      const coco = { code, message: error.message, requestId: 'req-1', retryAfterMs: 20, ...(fields ? { fields } : {}) }
      return { ...shape, data: { ...shape.data, coco } }
    },
  })
  const refusal = (code: ErrorCode) =>
    new TRPCError({ code: code === 'not_found' ? 'NOT_FOUND' : 'TOO_MANY_REQUESTS', cause: new Refusal(code) })
  const logOf = (id: string) => {
    const log = logs.get(id)
    if (!log) throw refusal('not_found')
    return log
  }

  const router = t.router({
    models: t.router({
      list: t.procedure.query(() => [{ id: 'claude-4-sonnet', access: 'granted' as const, isDefault: true }]),
    }),
    chat: t.router({
      complete: t.procedure.input(CompleteInput).mutation(() => {
        if (refuse.complete) throw refusal(refuse.complete)
        const generationId = randomUUID()
        logs.set(generationId, new EventLog(script))
        return { generationId }
      }),
      watch: t.procedure.input(WatchInput).subscription(async function* ({ input, signal }) {
        if (refuse.watch) throw refusal(refuse.watch)
        const after = Number(input.lastEventId ?? 0)
        for await (const { seq, event } of logOf(input.generationId).follow(after, signal)) {
          yield tracked(String(seq), event)
        }
      }),
      stop: t.procedure.input(StopInput).mutation(({ input }) => {
        stopped.push(input.generationId)
        logOf(input.generationId).append(stoppedEvent)
        return { stopped: true }
      }),
    }),
  })

  const server = createHTTPServer({ router, basePath: '/trpc/' })
  server.prependListener('request', (request) => {
    const url = request.url ?? ''
    const apiKey = request.headers['x-api-key']
    calls.push({ path: url.split(/[/?]/)[2] ?? '', url, apiKey: typeof apiKey === 'string' ? apiKey : undefined })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    stopped,
    refuse,
    /** What every answer started from here on says at once. */
    says: (...events: GenerationEvent[]) => {
      script = events
    },
    append: (event: GenerationEvent) => {
      for (const log of logs.values()) log.append(event)
    },
    /** As after a restart: no answer is known any more. */
    forget: () => logs.clear(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export const meta: GenerationEvent = {
  type: 'meta',
  id: 'coco_req_0000000a',
  model: 'claude-4-sonnet',
  tenant_id: 'tenant-alpha' as never,
}
export const delta = (content: string): GenerationEvent => ({ type: 'delta', content })
export const done: GenerationEvent = {
  type: 'done',
  id: 'coco_req_0000000a',
  latency_ms: 12,
  usage: { total_tokens: 7 },
  finish_reason: 'stop',
}
const stoppedEvent: GenerationEvent = { ...done, finish_reason: 'stopped' }
