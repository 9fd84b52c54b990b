import type { FastifyRequest } from 'fastify'
import { assumptions } from '../assumptions.ts'
import type { JwtError, LoginFailures } from '../auth/login-failures.ts'
import { verifyJwt } from '../auth/verify-jwt.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { usableDefaultRole } from '../rbac/role-graph.ts'
import { openSession } from '../sql/session.ts'
import { SqlError } from '../sql/sql-error.ts'
import { refused, signedIn } from './driver-answer.ts'
import { LoginBody, LoginQuery } from './driver-request.ts'
import type { DriverSessions } from './driver-sessions.ts'

interface Needs {
  readAccount: () => AccountData
  failures: LoginFailures
  sessions: DriverSessions
  now: () => number
}

/** `POST /session/v1/login-request` with a key-pair token, which is verified as over REST. */
export function createSignIn({ readAccount, failures, sessions, now }: Needs) {
  return ({ body, query, ip }: FastifyRequest): object => {
    const login = LoginBody.safeParse(body)
    const context = LoginQuery.safeParse(query)
    if (!login.success || !context.success) return refused(...INVALID_PAYLOAD)
    const { AUTHENTICATOR: authenticator = '', LOGIN_NAME: loginName, TOKEN: token = '' } = login.data.data
    if (authenticator.toUpperCase() !== 'SNOWFLAKE_JWT') {
      const { code, message } = assumptions.driverAuthenticator.value
      return refused(code, message)
    }
    const account = readAccount()
    const verdict = verifyJwt(token, account, now())
    if (!verdict.ok) return fail(verdict.errorCode, verdict.reason, verdict.userName, ip)
    const { user } = verdict
    if (user.loginName.toUpperCase() !== loginName.toUpperCase())
      return fail('JWT_TOKEN_INVALID', `LOGIN_NAME is not the user of the token.`, user.name, ip)
    const { roleName, databaseName, schemaName, warehouse } = context.data
    try {
      const session = openSession(account, user.name, usableDefaultRole(account, user), roleName || null, {
        database: databaseName || null,
        schema: schemaName || null,
        warehouse: warehouse || null,
      })
      return signedIn(sessions.open(session), session)
    } catch (error) {
      if (error instanceof SqlError) return refused(error.code, error.message)
      throw error
    }
  }

  function fail(errorCode: JwtError, reason: string, userName: string | null, clientIp: string): object {
    const uuid = failures.record({ errorCode, reason, userName, clientIp, atMs: now() })
    return refused('390144', `JWT token is invalid. [${uuid}]`)
  }
}

export const INVALID_PAYLOAD = ['390142', 'Incoming request does not contain a valid payload.'] as const
