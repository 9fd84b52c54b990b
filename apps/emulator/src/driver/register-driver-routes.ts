import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { assumptions } from '../assumptions.ts'
import type { LoginFailures } from '../auth/login-failures.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { mayActivate } from '../rbac/role-graph.ts'
import { readBindings } from '../sql-api/read-bindings.ts'
import { pause } from '../sql-api/running-statements.ts'
import { unsupported } from '../sql-api/statement-request.ts'
import type { Session } from '../sql/session.ts'
import { splitStatements } from '../sql/split-statements.ts'
import type { SqlEngine } from '../sql/sql-engine.ts'
import { SqlError } from '../sql/sql-error.ts'
import { queryAnswer, queryRefused, refused, renewed, succeeded } from './driver-answer.ts'
import { parseDriverBody, QueryBody, readSessionToken } from './driver-request.ts'
import { createDriverSessions } from './driver-sessions.ts'
import { createSignIn, INVALID_PAYLOAD } from './sign-in.ts'

interface Needs {
  readAccount: () => AccountData
  engine: SqlEngine
  failures: LoginFailures
  now: () => number
}

/** The protocol of Snowflake's drivers, as far as snowflake-sdk for Node needs it to run one statement after the other. */
export function registerDriverRoutes(app: FastifyInstance, { readAccount, engine, failures, now }: Needs): void {
  const sessions = createDriverSessions(now)
  const signIn = createSignIn({ readAccount, failures, sessions, now })
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort(new SqlError('000604', '57014', 'SQL execution canceled')))

  void app.register(async (scope) => {
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, body: Buffer) => {
        try {
          return parseDriverBody(body)
        } catch (error) {
          throw Object.assign(new Error('not JSON', { cause: error }), { statusCode: 400 })
        }
      },
    )
    scope.post('/session/v1/login-request', (request) => signIn(request))
    scope.post('/session/token-request', (request) => {
      const tokens = sessions.renew(tokenOf(request))
      return tokens ? renewed(tokens) : sessionGone()
    })
    scope.post('/session/heartbeat', (request) =>
      sessions.find(tokenOf(request)).ok ? succeeded(null) : sessionGone(),
    )
    scope.post('/session', (request) => {
      sessions.end(tokenOf(request))
      return succeeded(null)
    })
    scope.post('/queries/v1/query-request', (request) => {
      const verdict = sessions.find(tokenOf(request))
      if (!verdict.ok) return verdict.isExpired ? sessionExpired() : sessionGone()
      if (!mayGoOn(readAccount(), verdict.session)) return sessionGone()
      const body = QueryBody.safeParse(request.body)
      return body.success ? runStatement(verdict.session, body.data) : refused(...INVALID_PAYLOAD)
    })
  })

  async function runStatement(session: Session, body: QueryBody): Promise<object> {
    const queryId = `01${randomUUID().slice(2)}`
    try {
      const bindings = readBindings(plainBindings(body))
      const [tokens, ...others] = splitStatements(body.sqlText)
      if (!tokens) throw new SqlError(EMPTY.code, EMPTY.sqlState, EMPTY.message)
      if (others.length > 0) throw tooMany(others.length + 1)
      const result = engine.execute(session, tokens, bindings)
      if (result.takesMs !== undefined) await pause(result.takesMs, closing.signal)
      return queryAnswer(result, session, queryId)
    } catch (error) {
      if (error instanceof SqlError) return queryRefused(error, queryId)
      throw error
    }
  }
}

const EMPTY = assumptions.emptyStatement.value

/** A session outlives many statements: meanwhile its user may have been disabled, or lost the role. */
function mayGoOn(account: AccountData, { userName, role }: Session): boolean {
  const user = account.users.find(({ name }) => name === userName)
  return user !== undefined && !user.disabled && mayActivate(account, userName, role)
}

function tokenOf({ headers }: FastifyRequest): string {
  return readSessionToken(headers.authorization)
}

/** @throws SqlError for what a driver may ask and this account cannot do */
function plainBindings({ bindings, asyncExec, describeOnly, bindStage, parameters }: QueryBody) {
  if (asyncExec) throw unsupported('asyncExec is not supported.')
  if (describeOnly) throw unsupported('describeOnly is not supported.')
  if (bindStage) throw unsupported('Bindings in a stage are not supported.')
  const [parameter] = Object.keys(parameters ?? {}).filter((name) => name.toUpperCase() !== 'QUERY_TAG')
  if (parameter) throw unsupported(`Parameter '${parameter.slice(0, 64)}' is not supported.`)
  return Object.fromEntries(
    Object.entries(bindings ?? {}).map(([place, { type, value }]) => {
      if (typeof value === 'string' || value === null) return [place, { type, value }]
      throw unsupported(`The value of binding ${place.slice(0, 16)} must be a text or null; arrays are not supported.`)
    }),
  )
}

function tooMany(count: number): SqlError {
  return new SqlError('000008', '0A000', `Actual statement count ${count} did not match the desired statement count 1.`)
}

function sessionGone() {
  const { code, message } = assumptions.sessionTokenInvalid.value
  return refused(code, message)
}

/** The driver renews its token and asks again. */
function sessionExpired() {
  return refused('390112', 'Authentication token has expired. The user must authenticate again.')
}
