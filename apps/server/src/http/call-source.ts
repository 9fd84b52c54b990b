import type { FastifyRequest } from 'fastify'
import type { CallSource } from '../trpc/call-source.ts'

const MAX_AGENT_CHARS = 300

export function sourceOf(request: FastifyRequest): CallSource {
  const userAgent = request.headers['user-agent']?.slice(0, MAX_AGENT_CHARS) ?? null
  return { address: request.ip, userAgent, requestId: request.id }
}
