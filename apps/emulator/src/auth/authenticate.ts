import type { FastifyRequest } from 'fastify'
import { assumptions } from '../assumptions.ts'
import type { Caller } from '../cortex/cortex-access.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { usableDefaultRole } from '../rbac/role-graph.ts'
import type { JwtError, LoginFailures } from './login-failures.ts'
import type { SessionTokens } from './session-tokens.ts'
import { verifyJwt } from './verify-jwt.ts'

/** Who sent a request, or the answer that it gets instead. The body still lacks `request_id`: the route adds its own. */
export type AuthResult = { ok: true; caller: Caller } | { ok: false; status: number; body: Record<string, string> }

export type Authenticate = (request: FastifyRequest) => AuthResult

interface Needs {
  readAccount: () => AccountData
  failures: LoginFailures
  sessionTokens: SessionTokens
  now: () => number
}

/**
 * Tells who sent a request from its Authorization header. A bad key-pair token always gets the same answer with a fresh
 * uuid; the cause is kept under that uuid for an administrator.
 */
export function createAuthenticate({ readAccount, failures, sessionTokens, now }: Needs): Authenticate {
  return (request) => {
    const authorization = request.headers.authorization
    const tokenType = request.headers['x-snowflake-authorization-token-type']
    if (/^Snowflake\s+Token\s*=/i.test(authorization ?? '')) return refuse(assumptions.sessionTokenInvalid.value)
    const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) return refuse(assumptions.missingAuthorization.value)
    switch (normalTokenType(tokenType)) {
      case 'OAUTH':
        return checkSessionToken(token)
      case 'PROGRAMMATIC_ACCESS_TOKEN':
        return refuse(assumptions.accessTokenInvalid.value)
      case 'KEYPAIR_JWT':
        return checkJwt(token, request.ip)
      default:
        return fail('JWT_TOKEN_INVALID', `Token type ${JSON.stringify(tokenType)} is not known here.`, null, request.ip)
    }
  }

  function checkSessionToken(token: string): AuthResult {
    const verdict = sessionTokens.verify(token)
    if (!verdict.ok && verdict.isExpired) {
      return refuse({ code: '390318', message: `OAuth access token expired. [${crypto.randomUUID()}]` })
    }
    const account = readAccount()
    const user = verdict.ok ? account.users.find(({ name }) => name === verdict.userName) : undefined
    if (user === undefined || user.disabled) {
      return refuse({ code: '390303', message: `Invalid OAuth access token. [${crypto.randomUUID()}]` })
    }
    return { ok: true, caller: { userName: user.name, defaultRole: usableDefaultRole(account, user) } }
  }

  function checkJwt(token: string, clientIp: string): AuthResult {
    const account = readAccount()
    const verdict = verifyJwt(token, account, now())
    if (!verdict.ok) return fail(verdict.errorCode, verdict.reason, verdict.userName, clientIp)
    const { user } = verdict
    return { ok: true, caller: { userName: user.name, defaultRole: usableDefaultRole(account, user) } }
  }

  function fail(errorCode: JwtError, reason: string, userName: string | null, clientIp: string): AuthResult {
    const uuid = failures.record({ errorCode, reason, userName, clientIp, atMs: now() })
    return refuse({ code: '390144', message: `JWT token is invalid. [${uuid}]` })
  }
}

/** The header is optional: without it Snowflake looks at the token, and here there is one kind. */
function normalTokenType(header: string | string[] | undefined): string {
  if (header === undefined) return 'KEYPAIR_JWT'
  return typeof header === 'string' ? header.trim().toUpperCase() : ''
}

function refuse(body: { code: string; message: string }): AuthResult {
  return { ok: false, status: assumptions.tokenTypeDisagrees.value, body: { ...body } }
}
