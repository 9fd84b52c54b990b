import { randomUUID } from 'node:crypto'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { checkHost } from './check-host.ts'

/** A statement may be this long, with its bindings; the Cortex routes set their own limit. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024
/** Long enough that an oversized token is answered by the token check and not by the HTTP parser. */
const MAX_HEADER_BYTES = 64 * 1024

/**
 * The HTTP side without any endpoint: a request id on every answer, the Host check, and JSON for whatever goes wrong.
 * @param log takes one line for each problem that is not the client's
 */
export function createHttpApp(log: (line: string) => void): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    logger: { level: 'warn', stream: { write: (line: string) => log(line.trimEnd()) } },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnroutable,
  })
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (request, reply) => void reply.header('x-snowflake-request-id', request.id))
  checkHost(app)
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(envelope('404', `Nothing is at ${request.method} ${request.url.slice(0, 200)}.`, request.id)),
  )
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500
    if (status === 413) return reply.code(413).send(envelope('413', 'The request is too large.', request.id))
    if (status < 500) {
      return reply.code(400).send(envelope('390142', 'Incoming request does not contain a valid payload.', request.id))
    }
    request.log.error({ err: error }, 'request failed')
    return reply.code(500).send(envelope('500', 'Internal error.', request.id))
  })
  return app
}

/** The body of an answer that is no result (snowflake rest api specs: common.yaml). */
export function envelope(code: string, message: string, requestId: string) {
  return { code, message, request_id: requestId }
}

/** An address that the router refuses (bad percent-encoding) comes past the hooks. */
function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .code(error.statusCode ?? 400)
    .header('x-snowflake-request-id', request.id)
    .send(envelope('400', 'The address cannot be read.', request.id))
}

/** What is not even HTTP has no request to hang an answer on. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: { writable: boolean; end(text: string): void }): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const requestId = randomUUID()
  const body = JSON.stringify(envelope(tooLarge ? '431' : '400', 'The request cannot be read.', requestId))
  const lines = [
    `HTTP/1.1 ${tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-snowflake-request-id: ${requestId}`,
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
