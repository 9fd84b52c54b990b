import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionCookie, SessionTokens } from '../trpc/session-cookie.ts'

/** The two cookies of a session, for routes where @fastify/cookie is registered. */
export interface SessionCookies {
  /** Null: this browser has neither. */
  read(request: FastifyRequest): { accessToken: string | undefined; refreshToken: string | undefined } | null
  writer(request: FastifyRequest, reply: FastifyReply): SessionCookie
}

/** @param deps.instanceId is in their names: cookies ignore ports, and two copies on one machine must not share them */
export function createSessionCookies({
  instanceId,
  isHttps,
}: {
  instanceId: string
  isHttps: boolean
}): SessionCookies {
  const access = `coco_session_${instanceId}`
  const refresh = `coco_refresh_${instanceId}`

  function read({ cookies }: FastifyRequest) {
    const accessToken = cookies[access]
    const refreshToken = cookies[refresh]
    return accessToken === undefined && refreshToken === undefined ? null : { accessToken, refreshToken }
  }

  function writer(request: FastifyRequest, reply: FastifyReply): SessionCookie {
    const common = { httpOnly: true, sameSite: 'strict', secure: isHttps || request.protocol === 'https' } as const
    const everywhere = { ...common, path: '/' }
    // It goes nowhere but where it is taken.
    const toTrpc = { ...common, path: '/trpc' }
    return {
      set(tokens: SessionTokens) {
        reply.setCookie(access, tokens.access.token, { ...everywhere, maxAge: tokens.access.maxAgeSeconds })
        if (tokens.refresh === null) return
        reply.setCookie(refresh, tokens.refresh.token, { ...toTrpc, maxAge: tokens.refresh.maxAgeSeconds })
      },
      clear() {
        reply.clearCookie(access, everywhere)
        reply.clearCookie(refresh, toTrpc)
      },
    }
  }

  return { read, writer }
}
