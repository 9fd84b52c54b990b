import type { Settings } from '@coco/core/settings/env-file'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type ImageUnderTest, noteStart } from './image-under-test.ts'

export interface ImageServer {
  url: string
  close(graceMs: number): Promise<void>
}

/** Longer than the server gives answers at its end. */
const STOP_LIMIT_MS = 30_000
const HURRY_MS = 20

/**
 * The server of an image as a process of its own, as the image's user, in a folder of its own where that user may write.
 * @throws Error with everything that it printed when it does not come to listen
 */
export async function startImageServer(
  image: ImageUnderTest,
  { settings, folder, logTo }: { settings: Settings; folder: string; logTo: (line: string) => void },
): Promise<ImageServer> {
  noteStart(image, folder)
  giveToUser(image, folder)
  const { uid, gid, root, node } = image
  const lines: string[] = []
  const child = spawn(node, inTree(root, image.server), {
    cwd: folder,
    uid,
    gid,
    // Local mode, in which most tests sign in, is for loopback alone and never for production, which an image is otherwise.
    env: {
      ...image.env,
      NODE_ENV: 'test',
      COCO_HOST: '127.0.0.1',
      COCO_DATA_DIR: join(folder, 'data'),
      ...definedOf(settings),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ended = once(child, 'exit')
  for (const output of [child.stdout, child.stderr].filter((pipe) => pipe !== null)) {
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line)
      logTo(`${line}\n`)
    })
  }
  const [first] = (await Promise.race([once(child, 'message'), ended.then(() => [null])])) as [{ url: string } | null]
  if (first === null) {
    // Everything that it printed, and the sentence with which it refused to start.
    throw new Error(lines.join('\n'))
  }

  async function close(graceMs: number): Promise<void> {
    const isRunning = child.exitCode === null && child.signalCode === null
    if (!isRunning) return
    child.kill('SIGTERM')
    // The second time it ends at once; two that come together are one.
    const hurrying = graceMs === 0 ? setInterval(() => child.kill('SIGTERM'), HURRY_MS) : undefined
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearInterval(hurrying)
    clearTimeout(limit)
  }

  return { url: first.url, close }
}

/** A folder of a test's own is for the image's user to write, whoever runs the tests. */
export function giveToUser({ uid, gid }: ImageUnderTest, folder: string): void {
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${uid}:${gid}`, folder])
}

/** Arguments as the image gives them, for a process that is started elsewhere. */
export function inTree(root: string, args: readonly string[]): string[] {
  return args.map((arg) => (arg.startsWith('-') ? arg : join(root, arg)))
}

function definedOf(settings: Settings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
