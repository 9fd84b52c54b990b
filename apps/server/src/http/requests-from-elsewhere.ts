import { toHostName } from '@coco/core/settings/host-name'
import { isLoopbackHost } from '@coco/core/settings/loopback'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isIP } from 'node:net'
import { AppError } from '../platform/app-error.ts'

export interface AllowedSources {
  /** Host names besides those of this machine, as `toHostName` writes them. */
  hosts: ReadonlySet<string>
  /** Origins besides the server's own that a browser may call from. */
  origins: ReadonlySet<string>
  /** Whether the server listens beyond loopback, where a container's probes come from. */
  takesProbes: boolean
}

/**
 * Every route answers only under the names it is known by: loopback is no defence against DNS rebinding. A browser on a
 * foreign page is refused, unless its origin is listed.
 */
export function useSourceChecks(server: FastifyInstance, allowed: AllowedSources): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.raw.httpVersionMajor !== 1) throw new AppError('invalid_input', 'This server speaks HTTP/1.1.')
    if (!namesOneHost(request))
      throw new AppError('invalid_input', 'The request must name one host, in its Host header.')
    const host = hostnameOf(request.host)
    const isKnown = (name: string) => isLoopbackHost(name) || allowed.hosts.has(name)
    if (host === null || !(isKnown(host) || (allowed.takesProbes && isProbe(request, host)))) {
      throw new AppError('host_not_allowed', 'This server does not answer under that name. See COCO_ALLOWED_HOSTS.')
    }
    const { origin } = request.headers
    if (origin === undefined || isSameOrigin(request)) return
    if (!allowed.origins.has(origin)) {
      throw new AppError(
        'origin_not_allowed',
        'Pages of that origin may not call this server. See COCO_ALLOWED_ORIGINS.',
      )
    }
    allowOrigin(reply, origin)
    if (isPreflight(request)) await answerPreflight(request, reply)
  })
}

/**
 * A container's health is asked for at its own address, which nobody knows beforehand. An address, unlike a name, cannot be made
 * to lead here by somebody else's DNS.
 */
function isProbe({ method, url }: FastifyRequest, host: string): boolean {
  return method === 'GET' && PROBED.has(url) && isIP(host.replace(/^\[|\]$/g, '')) !== 0
}

const PROBED: ReadonlySet<string> = new Set(['/healthz', '/readyz'])

/** Whether a browser sent this from a page of ours. */
export function isSameOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin'
  return URL.parse(origin)?.host === request.host.toLowerCase()
}

/** The name in a `Host` header, as `toHostName` writes it, without its port; null when it is none. */
export function hostnameOf(host: string | undefined): string | null {
  const name = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1]
  return name === undefined ? null : toHostName(name)
}

/** A second `Host`, or one inside the target: a proxy in front may have looked at the other. */
function namesOneHost({ raw }: FastifyRequest): boolean {
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  return hosts.length === 1 && /^[/*]/.test(raw.url ?? '')
}

function allowOrigin(reply: FastifyReply, origin: string): void {
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
    vary: 'origin',
  })
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

async function answerPreflight(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = request.headers['access-control-request-headers']
  reply.headers({ 'access-control-allow-methods': 'GET, POST, DELETE', 'access-control-max-age': '600' })
  if (asked !== undefined && /^[\w\-, ]{1,500}$/.test(asked)) reply.header('access-control-allow-headers', asked)
  return reply.code(204).send()
}
