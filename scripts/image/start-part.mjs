import { spawn } from 'node:child_process'

/**
 * @typedef {{ port: number, stop: () => Promise<number | null> }} Part
 */

/** A cold start of the server makes its database; a slow machine takes its time over that. */
const START_LIMIT_MS = 60_000
/** As an engine does after SIGTERM: compose.yaml gives the server this long. */
const STOP_LIMIT_MS = 30_000

/**
 * Starts one of the image's long-running programs and waits until it says where it listens.
 * @param {string} node
 * @param {string[]} args
 * @param {{ cwd: string, uid: number, gid: number, env: Record<string, string> }} as
 * @returns {Promise<Part>}
 */
export async function startPart(node, args, as) {
  const child = spawn(node, args, { ...as, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('exit', resolve))
  /** @type {{ port: number }} */
  const { port } = await new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`${args.join(' ')} did not start within ${START_LIMIT_MS / 1000} s.`))
    }, START_LIMIT_MS)
    child.on('message', (message) => {
      clearTimeout(limit)
      resolve(/** @type {any} */ (message))
    })
    child.once('exit', (code) => {
      clearTimeout(limit)
      reject(new Error(`${args.join(' ')} ended with ${code} instead of listening.`))
    })
  })
  return {
    port,
    async stop() {
      child.kill('SIGTERM')
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
      const code = await ended
      clearTimeout(limit)
      return code
    },
  }
}
