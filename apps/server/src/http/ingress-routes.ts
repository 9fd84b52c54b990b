import cookie from '@fastify/cookie'
import type { SignInProblem } from '@coco/shared/sign-in-problems'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BeginSession } from '../features/identity/begin-session.ts'
import type { IngressPeople } from '../features/identity/ingress-people.ts'
import { toReturnPath } from '../features/oidc/return-path.ts'
import { AppError } from '../platform/app-error.ts'
import type { Logger } from '../platform/logger.ts'
import type { CallSource } from '../trpc/call-source.ts'
import { sourceOf } from './call-source.ts'
import { ingressUserOf } from './ingress-user.ts'
import type { SessionCookies } from './session-cookies.ts'

export interface IngressRouteDeps {
  people: Pick<IngressPeople, 'proven'>
  beginSession: BeginSession
  sessionCookies: SessionCookies
  /** For the record. */
  onRefused: (source: CallSource, problem: SignInProblem) => void
  log: Logger
}

/**
 * Signs in whoever the ingress has signed in at Snowflake already. A page that a browser goes to, so a refusal leads to the
 * sign-in page with a word for it.
 */
export function useIngressSignIn(server: FastifyInstance, deps: IngressRouteDeps): void {
  server.register(async (scope) => {
    await scope.register(cookie)
    scope.get('/auth/ingress/start', (request, reply) => start(request, reply))
  })

  async function start(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Only a page of ours, or a person who typed it, begins to sign somebody in.
    if (request.headers['sec-fetch-site'] === 'cross-site') return reply.redirect('/sign-in', 303)
    const source = sourceOf(request)
    try {
      const userName = ingressUserOf(request.headers)
      if (userName === null) return refuse(request, reply, 'provider_not_trusted')
      const person = await deps.people.proven(userName)
      if (person === null) return refuse(request, reply, 'no_tenant')
      const caller = { source, sessionCookie: deps.sessionCookies.writer(request, reply), viewer: null }
      await deps.beginSession(caller, { ...person, method: 'oidc', claimedRoles: null })
      return reply.redirect(toReturnPath(new URL(request.url, 'http://any').searchParams.get('returnTo')), 303)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      deps.log.error({ err: error, requestId: request.id }, 'nobody was signed in by the ingress')
      return refuse(request, reply, error.code === 'wrong_credentials' ? 'account_deactivated' : 'unavailable')
    }
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, problem: SignInProblem): FastifyReply {
    deps.onRefused(sourceOf(request), problem)
    return reply.redirect(`/sign-in?problem=${problem}`, 303)
  }
}
