import cookie from '@fastify/cookie'
import type { SignInProblem } from '@coco/shared/sign-in-problems'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BeginSession } from '../features/identity/begin-session.ts'
import type { CodeLogin } from '../features/oidc/code-login.ts'
import { OidcRefusal } from '../features/oidc/oidc-refusal.ts'
import { toReturnPath } from '../features/oidc/return-path.ts'
import { ATTEMPT_SECONDS } from '../features/oidc/sealed-attempt.ts'
import { AppError } from '../platform/app-error.ts'
import type { Logger } from '../platform/logger.ts'
import type { CallSource } from '../trpc/call-source.ts'
import { sourceOf } from './call-source.ts'
import type { SessionCookies } from './session-cookies.ts'

export interface OidcRouteDeps {
  login: CodeLogin
  beginSession: BeginSession
  sessionCookies: SessionCookies
  /** For the record. */
  onRefused: (source: CallSource, problem: SignInProblem) => void
  /** Of the cookie that waits for the provider's answer; has the instance's id in it. */
  cookieName: string
  isHttps: boolean
  /** Where people reach the page when that is not the address it listens on. */
  publicOrigin: string | null
  log: Logger
}

const CALLBACK_PATH = '/auth/oidc/callback'

/**
 * To the identity provider and back. These are pages that a browser goes to, so whatever goes wrong leads to the sign-in
 * page with a word for it; the reason is in the log.
 */
export function useOidc(server: FastifyInstance, deps: OidcRouteDeps): void {
  server.register(async (scope) => {
    await scope.register(cookie)
    scope.get('/auth/oidc/start', (request, reply) => orProblem(request, reply, () => start(request, reply)))
    scope.get(CALLBACK_PATH, (request, reply) => orProblem(request, reply, () => finish(request, reply)))
  })

  async function start(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Only a page of ours, or a person who typed it, begins to sign somebody in.
    if (request.headers['sec-fetch-site'] === 'cross-site') return reply.redirect('/sign-in', 303)
    const redirectUri = originOf(request) + CALLBACK_PATH
    const returnTo = toReturnPath(queryOf(request).get('returnTo'))
    const { location, sealed } = await deps.login.start({ redirectUri, returnTo })
    reply.setCookie(deps.cookieName, sealed, { ...attributesFor(request), maxAge: ATTEMPT_SECONDS })
    return reply.redirect(location.href, 303)
  }

  async function finish(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const source = sourceOf(request)
    const sealed = request.cookies[deps.cookieName]
    const { returnTo, ...proven } = await deps.login.finish({ sealed, query: queryOf(request), source })
    // Whoever comes back from another site brings no session: its cookie does not travel with them.
    const caller = { source, sessionCookie: deps.sessionCookies.writer(request, reply), viewer: null }
    await deps.beginSession(caller, { ...proven, method: 'oidc' })
    reply.clearCookie(deps.cookieName, attributesFor(request))
    return reply.redirect(returnTo, 303)
  }

  async function orProblem(request: FastifyRequest, reply: FastifyReply, work: () => Promise<FastifyReply>) {
    try {
      return await work()
    } catch (error) {
      const problem = problemOf(error)
      const level = problem === 'unavailable' ? 'error' : 'warn'
      deps.log[level]({ err: error, problem, requestId: request.id }, 'nobody was signed in at the identity provider')
      deps.onRefused(sourceOf(request), problem)
      return reply.redirect(`/sign-in?problem=${problem}`, 303)
    }
  }

  /** Lax: the provider sends the browser here from its own site. */
  function attributesFor(request: FastifyRequest) {
    const secure = deps.isHttps || request.protocol === 'https'
    return { path: '/auth/oidc', httpOnly: true, sameSite: 'lax', secure } as const
  }

  /** The host was checked against the names that this server is known by. */
  const originOf = ({ protocol, host }: FastifyRequest) => deps.publicOrigin ?? `${protocol}://${host}`
}

/** Parameters that come twice stay two, so that they are noticed. */
const queryOf = ({ url }: FastifyRequest) => new URL(url, 'http://any').searchParams

function problemOf(error: unknown): SignInProblem {
  if (error instanceof OidcRefusal) return error.problem
  return error instanceof AppError && error.code === 'wrong_credentials' ? 'account_deactivated' : 'unavailable'
}
