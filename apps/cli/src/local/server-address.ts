import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeJson } from './write-json.ts'

const Address = z.object({ url: z.string() })

/** Where a server for a real account listens, for whoever cannot know because COCO_PORT is 0. */
export function writeServerAddress(dataDir: string, url: string): void {
  writeJson(filePath(dataDir), { url })
}

/** Null when no server left one, or something else did. One that was killed leaves it too: ask whether it answers. */
export function readServerAddress(dataDir: string): string | null {
  try {
    return Address.parse(JSON.parse(readFileSync(filePath(dataDir), 'utf8'))).url
  } catch {
    return null
  }
}

export function removeServerAddress(dataDir: string): void {
  rmSync(filePath(dataDir), { force: true })
}

const filePath = (dataDir: string) => join(dataDir, 'server.json')
