import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { assumptions } from '../assumptions.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Caller } from '../cortex/cortex-access.ts'
import { envelope } from '../http/create-http-app.ts'
import type { AccountData } from '../rbac/account-data.ts'
import type { SqlEngine } from '../sql/sql-engine.ts'
import { SqlError } from '../sql/sql-error.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { createRequestRunner } from './run-request.ts'
import { answerWithin, createRunningStatements } from './running-statements.ts'
import { StatementQuery, StatementRequest } from './statement-request.ts'
import { acceptedAnswer, CANCELED, type StatementAnswer } from './statement-response.ts'

interface Needs {
  authenticate: Authenticate
  engine: SqlEngine
  readAccount: () => AccountData
  now: () => number
  /** A statement that takes longer is answered with 202. */
  asyncAfterMs?: number
}

/** snowflake docs: sql-api/handling-responses. */
const ASYNC_AFTER_MS = 45_000
const STATEMENTS = '/api/v2/statements'
const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The SQL API: submit, fetch again, cancel (snowflake docs: sql-api/reference). */
export function registerSqlRoutes(
  app: FastifyInstance,
  { authenticate, engine, readAccount, now, asyncAfterMs = ASYNC_AFTER_MS }: Needs,
): void {
  const kept = createKeptAnswers()
  const running = createRunningStatements()
  const runner = createRequestRunner({ engine, readAccount, kept, now })
  const callers = new WeakMap<FastifyRequest, Caller>()

  app.addHook('preClose', async () => running.stopAll(canceled()))
  route('POST', STATEMENTS, submit)
  route('GET', `${STATEMENTS}/:handle`, fetchAgain)
  route('POST', `${STATEMENTS}/:handle/cancel`, cancel)

  async function submit(request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    const body = StatementRequest.safeParse(request.body)
    const query = StatementQuery.safeParse(request.query)
    if (!body.success || !query.success) return invalidPayload(request, reply)
    const { requestId, retry } = query.data
    const earlier = requestId && retry === 'true' ? kept.handleOf(caller.userName, requestId) : undefined
    const repeated = earlier && kept.find(caller.userName, earlier)
    if (repeated) return send(reply, repeated)
    const statement = (earlier && running.find(caller.userName, earlier)) || begin(caller, body.data, query.data)
    const answer = query.data.async === 'true' ? null : await answerWithin(statement, asyncAfterMs)
    return send(reply, answer ?? accepted(statement.handle, requestId ?? request.id))
  }

  function begin(caller: Caller, body: StatementRequest, query: StatementQuery) {
    const statement = runner.start(caller, body, query)
    running.add(statement)
    if (query.requestId) kept.rememberRequest(caller.userName, query.requestId, statement.handle)
    return statement
  }

  function fetchAgain(request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    const handle = handleIn(request)
    const { searchParams } = new URL(request.url, 'http://emulator')
    if (running.find(caller.userName, handle)) {
      return send(reply, accepted(handle, searchParams.get('requestId') ?? request.id))
    }
    const answer = kept.find(caller.userName, handle)
    if (!answer) return unknownHandle(request, reply)
    const partition = searchParams.get('partition') ?? '0'
    if (partition === '0') return send(reply, answer)
    const rows = /^[1-9]\d{0,8}$/.test(partition) ? answer.more?.[Number(partition) - 1] : undefined
    if (!rows) return invalidPayload(request, reply)
    const page = gzipSync(JSON.stringify({ data: rows }))
    return reply.header('content-encoding', 'gzip').type('application/json').send(page)
  }

  function cancel(request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    const handle = handleIn(request)
    const statement = running.find(caller.userName, handle)
    if (statement) {
      statement.stop(canceled())
      const { body } = accepted(handle, request.id)
      return send(reply, { status: 200, body: { ...body, ...CANCELED } })
    }
    if (!kept.find(caller.userName, handle)) return unknownHandle(request, reply)
    return send(reply, { status: 422, body: { ...assumptions.cancelTooLate.value, statementHandle: handle } })
  }

  function accepted(handle: string, requestId: string) {
    return acceptedAnswer({ handle, requestId, atMs: now() })
  }

  /** Signing in comes before the body is read: who is not known sends it for nothing. */
  function route(
    method: 'GET' | 'POST',
    url: string,
    answer: (request: FastifyRequest, caller: Caller, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>,
  ) {
    app.route({
      method,
      url,
      onRequest: async (request, reply) => {
        const result = authenticate(request)
        if (!result.ok) return reply.code(result.status).send({ ...result.body, request_id: request.id })
        callers.set(request, result.caller)
        return undefined
      },
      handler: (request, reply) => {
        const caller = callers.get(request)
        if (!caller) throw new Error('a request reached its handler without being signed in')
        return answer(request, caller, reply)
      },
    })
    app.route({
      method: METHODS.filter((other) => other !== method),
      url,
      handler: (request, reply) =>
        reply
          .code(405)
          .header('allow', method)
          .send(envelope('405', 'Method Not Allowed', request.id)),
    })
  }
}

function handleIn(request: FastifyRequest): string {
  const { params } = request
  return typeof params === 'object' && params !== null && 'handle' in params ? String(params.handle) : ''
}

type Sent = Pick<StatementAnswer, 'status' | 'body' | 'link'>

function send(reply: FastifyReply, { status, body, link }: Sent): FastifyReply {
  if (link !== undefined) void reply.header('link', link)
  return reply.code(status).send(body)
}

function canceled(): SqlError {
  return new SqlError(CANCELED.code, CANCELED.sqlState, CANCELED.message)
}

function invalidPayload(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(400).send(envelope('390142', 'Incoming request does not contain a valid payload.', request.id))
}

function unknownHandle(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const handle = handleIn(request).slice(0, 64)
  const body = { code: '000709', sqlState: '02000', message: `Statement ${handle} not found` }
  return reply.code(assumptions.unknownHandleStatus.value).send(body)
}
