/** What Coco is compared with: a pass-through of bare `node:http` that looks at nothing. Argument: the upstream's URL. */
import { Agent, createServer, request } from 'node:http'
import { tellListening } from './tell-listening.ts'

const upstream = new URL('/api/v2/cortex/v1/chat/completions', process.argv[2])
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

const server = createServer((incoming, outgoing) => {
  const { 'content-length': length, 'content-type': type } = incoming.headers
  const headers = { 'content-type': type ?? '', 'content-length': length ?? '0' }
  const call = request(upstream, { method: 'POST', agent, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' })
    answer.pipe(outgoing)
  })
  call.on('error', () => outgoing.destroy())
  outgoing.on('close', () => call.destroy())
  incoming.pipe(call)
})
server.listen(0, '127.0.0.1', () => tellListening(server))
