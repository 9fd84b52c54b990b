/**
 * The upstream of the benchmark, a process of its own on bare TCP so that it is not the bottleneck. The model's name says
 * what to do: `deltas-COUNT-PACE` sends COUNT deltas, one each PACE milliseconds (0 = as fast as the socket takes them),
 * `silent` sends one and then nothing.
 */
import { createServer, type Socket } from 'node:net'
import { tellListening } from './tell-listening.ts'

const HEAD =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nx-snowflake-request-id: 0\r\ntransfer-encoding: chunked\r\n\r\n'
const DELTA = httpChunk(
  'data: {"choices":[{"delta":{"content":"token ","refusal":"","role":"","tool_calls":null},"index":0,"logprobs":{"content":null,"refusal":null}}],"created":1763996710,"id":"chatcmpl-abc","model":"openai-gpt-5","object":"chat.completion.chunk","service_tier":"","system_fingerprint":""}\n\n',
)
const END = `${httpChunk('data: {"choices":[{"delta":{"content":""},"finish_reason":"stop","index":0}]}\n\n')}${httpChunk('data: [DONE]\n\n')}0\r\n\r\n`

const server = createServer({ noDelay: true }, (socket) => {
  let received = ''
  socket.on('error', () => {})
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    received += text
    const bodyAt = received.indexOf('\r\n\r\n') + 4
    if (bodyAt === 3) return
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
    if (received.length < bodyAt + length) return
    const model = /"model": ?"([^"]+)"/.exec(received)?.[1] ?? ''
    received = ''
    answer(socket, model)
  })
})
server.listen(0, '127.0.0.1', () => tellListening(server))

function answer(socket: Socket, model: string): void {
  if (model === 'silent') {
    socket.write(HEAD + DELTA)
    return
  }
  const [, count = '1', paceMs = '0'] = model.split('-')
  if (paceMs === '0') sendFast(socket, Number(count))
  else sendPaced(socket, Number(count), Number(paceMs))
}

function sendPaced(socket: Socket, count: number, paceMs: number): void {
  socket.write(HEAD)
  let sent = 0
  const timer = setInterval(() => {
    sent += 1
    if (sent <= count) socket.write(DELTA)
    else {
      clearInterval(timer)
      socket.write(END)
    }
  }, paceMs)
  socket.on('close', () => clearInterval(timer))
}

/** One write a delta and one turn of the loop a write, as a fast model does: what lies between two reads is joined by TCP. */
function sendFast(socket: Socket, count: number): void {
  if (count === 1) {
    socket.write(HEAD + DELTA + END)
    return
  }
  socket.write(HEAD)
  let sent = 0
  const more = () => {
    if (socket.destroyed) return
    if (sent === count) {
      socket.write(END)
      return
    }
    sent += 1
    if (socket.write(DELTA)) setImmediate(more)
    else socket.once('drain', more)
  }
  more()
}

function httpChunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
}
