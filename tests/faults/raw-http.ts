import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  status: number
  headers: string
  body: string
  /** How many answers came on the one connection. */
  answers: number
}

/** A connection to the server on which nothing is sent that was not asked for. */
export function openSocket(serverUrl: string): Socket {
  return connect(Number(new URL(serverUrl).port), '127.0.0.1').on('error', () => {})
}

/** Sends bytes as they are, half-closes nothing, and gives back what came until the server closed. */
export function sendRaw(serverUrl: string, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = openSocket(serverUrl)
    let text = ''
    socket.on('data', (data) => (text += data.toString('latin1')))
    socket.on('close', () => resolve(parse(text)))
    socket.write(bytes, 'latin1')
  })
}

function parse(text: string): RawAnswer {
  const [headers = '', body = ''] = text.split('\r\n\r\n')
  return { status: Number(headers.split(' ')[1]), headers, body, answers: text.split(/^HTTP\/1\.1 /m).length - 1 }
}
