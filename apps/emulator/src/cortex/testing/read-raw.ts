import { type IncomingMessage, request } from 'node:http'
import { once } from 'node:events'

/** For tests: an answer as it came over the socket, nothing decoded, and how it ended. */
export interface RawAnswer {
  status: number
  headers: IncomingMessage['headers']
  bytes: Buffer
  reads: number
  ended: 'cleanly' | 'cut'
}

/** Reads until the end, or until `enough` says so. */
export async function readRaw(
  url: string,
  body: unknown,
  fault: string,
  enough: (bytes: Buffer) => boolean = () => false,
): Promise<RawAnswer> {
  const call = request(url, { method: 'POST', headers: { 'x-emulator-fault': fault }, agent: false })
  call.end(JSON.stringify(body))
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  let ended: RawAnswer['ended'] = 'cleanly'
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer)
      if (enough(Buffer.concat(chunks))) break
    }
  } catch {
    ended = 'cut'
  }
  call.destroy()
  const { statusCode = 0, headers } = response
  return { status: statusCode, headers, bytes: Buffer.concat(chunks), reads: chunks.length, ended }
}
