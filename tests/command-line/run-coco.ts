import { imageUnderTest } from '@coco/testkit/image-under-test'
import { giveToUser, inTree } from '@coco/testkit/start-image-server'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../apps/cli/src/main.ts')

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** `coco …`, or that of the image that is tried out, as a process of its own, beside a server, in the server's folder and with its database. */
export async function runCoco(
  { folder, databaseUrl }: { folder: string; databaseUrl: string | null },
  args: readonly string[],
  input = '',
  settings: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const image = imageUnderTest()
  if (image !== null) giveToUser(image, folder)
  const node = image?.node ?? process.execPath
  const program = image === null ? [MAIN] : inTree(image.root, image.commandLine)
  const user = image === null ? {} : { uid: image.uid, gid: image.gid }
  const env = { PATH: process.env.PATH, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }), ...settings }
  const child = spawn(node, [...program, ...args], { cwd: folder, env, stdio: 'pipe', ...user })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.end(input)
  await once(child, 'close')
  return { code: child.exitCode, stdout, stderr }
}
