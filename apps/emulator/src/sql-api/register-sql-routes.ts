import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { assumptions } from '../assumptions.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Caller } from '../cortex/cortex-access.ts'
import { envelope } from '../http/create-http-app.ts'
import type { AccountData } from '../rbac/account-data.ts'
import type { SqlEngine } from '../sql/sql-engine.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { createRequestRunner } from './run-request.ts'
import { StatementQuery, StatementRequest } from './statement-request.ts'
import { acceptedAnswer, type StatementAnswer } from './statement-response.ts'

interface Needs {
  authenticate: Authenticate
  engine: SqlEngine
  readAccount: () => AccountData
  now: () => number
}

const STATEMENTS = '/api/v2/statements'
const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The SQL API: submit, fetch again, cancel (snowflake docs: sql-api/reference). */
export function registerSqlRoutes(app: FastifyInstance, { authenticate, engine, readAccount, now }: Needs): void {
  const kept = createKeptAnswers()
  const runner = createRequestRunner({ engine, readAccount, kept, now })
  const callers = new WeakMap<FastifyRequest, Caller>()

  route('POST', STATEMENTS, submit)
  route('GET', `${STATEMENTS}/:handle`, fetchAgain)
  route('POST', `${STATEMENTS}/:handle/cancel`, cancel)

  function submit(request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    const body = StatementRequest.safeParse(request.body)
    const query = StatementQuery.safeParse(request.query)
    if (!body.success || !query.success) return invalidPayload(request, reply)
    const { requestId, retry } = query.data
    const earlier = requestId && retry === 'true' ? kept.handleOf(caller.userName, requestId) : undefined
    const repeated = earlier && kept.find(caller.userName, earlier)
    if (repeated) return send(reply, repeated)
    const { handle, answer } = runner.run(caller, body.data, query.data)
    if (requestId) kept.rememberRequest(caller.userName, requestId, handle)
    if (query.data.async === 'false') return send(reply, answer)
    return send(reply, acceptedAnswer({ handle, requestId: requestId ?? request.id, atMs: now() }))
  }

  function fetchAgain(request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    const answer = kept.find(caller.userName, handleIn(request))
    if (!answer) return unknownHandle(request, reply)
    const partition = new URL(request.url, 'http://emulator').searchParams.get('partition') ?? '0'
    return partition === '0' ? send(reply, answer) : invalidPayload(request, reply) // every result is one partition
  }

  function cancel(request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    const handle = handleIn(request)
    if (!kept.find(caller.userName, handle)) return unknownHandle(request, reply)
    return send(reply, { status: 422, body: { ...assumptions.cancelTooLate.value, statementHandle: handle } })
  }

  /** Signing in comes before the body is read: who is not known sends it for nothing. */
  function route(
    method: 'GET' | 'POST',
    url: string,
    answer: (request: FastifyRequest, caller: Caller, reply: FastifyReply) => FastifyReply,
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

function send(reply: FastifyReply, { status, body }: Pick<StatementAnswer, 'status' | 'body'>): FastifyReply {
  return reply.code(status).send(body)
}

function invalidPayload(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(400).send(envelope('390142', 'Incoming request does not contain a valid payload.', request.id))
}

function unknownHandle(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const handle = handleIn(request).slice(0, 64)
  const body = { code: '000709', sqlState: '02000', message: `Statement ${handle} not found` }
  return reply.code(assumptions.unknownHandleStatus.value).send(body)
}
