import { Agent, type IncomingMessage, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
/** The quickstart prints it in its guide; the server takes it on loopback only. */
const API_KEY = 'sk-alpha-secret-key-001'

/** Both gateways get exactly this request; the raw one passes the body on as it is. */
function send(url: string, model: string): Promise<IncomingMessage> {
  const body = JSON.stringify({ message: 'Please answer.', model })
  const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-api-key': API_KEY }
  return new Promise((resolve, reject) => {
    const call = request(new URL('/v1/chat/stream', url), { method: 'POST', agent, headers }, resolve)
    call.on('error', reject)
    call.end(body)
  })
}

/** Reads one answer to its end. @returns milliseconds to its first token @throws Error when it was not whole */
export async function readStream(url: string, model: string): Promise<number> {
  const startedAt = performance.now()
  const response = await send(url, model)
  let firstTokenMs = Number.NaN
  let tail = ''
  response.setEncoding('latin1')
  await new Promise((resolve, reject) => {
    response.on('data', (text: string) => {
      if (Number.isNaN(firstTokenMs) && text.includes('"content"')) firstTokenMs = performance.now() - startedAt
      tail = (tail + text).slice(-600)
    })
    response.on('end', resolve)
    response.on('error', reject)
  })
  if (!/\[DONE\]|event: done/.test(tail)) throw new Error(`an answer was not whole (${response.statusCode}): ${tail}`)
  return firstTokenMs
}

/** Opens an answer that stays open once its first token is there. @returns how to close it */
export async function holdStream(url: string): Promise<() => void> {
  const response = await send(url, 'silent')
  await new Promise<void>((resolve) => {
    let seen = ''
    response.on('data', (bytes: Buffer) => {
      seen += bytes.toString('latin1')
      if (seen.includes('"content"')) resolve()
    })
  })
  response.on('error', () => {})
  return () => response.destroy()
}
