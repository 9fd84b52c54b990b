import { once } from 'node:events'
import { createServer } from 'node:net'
import { Refusal } from '../command.ts'

/**
 * Refuses with a sentence when somebody else listens on a port already. Port 0 asks for any free one and always passes.
 *
 * @param variable the setting that chooses the port, for the sentence
 */
export async function requireFreePort(port: number, host: string, variable: string): Promise<void> {
  if (port === 0) return
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new Refusal(
        `Port ${port} is in use, perhaps by another Coco. Stop that one, or choose another port with ${variable}.`,
      )
    }
    throw new Refusal(`Port ${port} on ${host} cannot be used (${code}). Choose another one with ${variable}.`)
  } finally {
    if (probe.listening) {
      probe.close()
      await once(probe, 'close')
    }
  }
}

/** A port from a setting. */
export function readPort(text: string | undefined, fallback: number, variable: string): number {
  if (text === undefined) return fallback
  const port = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : Number.NaN
  if (port >= 0 && port <= 65_535) return port
  throw new Refusal(
    `${variable} is ${JSON.stringify(text.slice(0, 20))}; it must be a port from 0 to 65535 (0 takes any free one).`,
  )
}
