import type { ErrorCode } from '@coco/shared/error-codes'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const ANSWERS: Readonly<Record<string, { line: string; code: ErrorCode; message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    line: '431 Request Header Fields Too Large',
    code: 'payload_too_large',
    message: 'The head of the request is too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    line: '408 Request Timeout',
    code: 'invalid_input',
    message: 'The request took too long.',
  },
}
const MALFORMED = { line: '400 Bad Request', code: 'invalid_input', message: 'This is not a request that HTTP knows.' }

/** What never became a request (bad syntax, smuggling, an endless head) still gets JSON and a request id, then the door. */
export function answerMalformed(error: NodeJS.ErrnoException, socket: Socket, newId: () => string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { line, code, message } = ANSWERS[error.code ?? ''] ?? MALFORMED
  const requestId = newId()
  const body = JSON.stringify({ code, message, request_id: requestId })
  const head = [
    `HTTP/1.1 ${line}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'cache-control: no-store',
    'connection: close',
  ]
  // `destroySoon` would wait for a sender that may never stop.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/** What Node would end without a word (a tunnel) or without JSON (an `Expect` that nobody knows). */
export function answerOddRequests(server: Server, newId: () => string): void {
  const refuse = (socket: Socket) => answerMalformed(new Error('not for this server'), socket, newId)
  server.on('connect', (request) => refuse(request.socket))
  server.on('checkExpectation', (request) => refuse(request.socket))
}
