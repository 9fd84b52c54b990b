import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Settings } from '@coco/core/settings/env-file'
import { z } from 'zod'
import type { Cli } from '../command.ts'
import { Refusal } from '../command.ts'
import { isListening } from './is-listening.ts'
import { writeJson } from './write-json.ts'

/** What a running local Coco leaves in COCO_DATA_DIR, so that `coco sql` finds it, whatever ports it got. */
export const LocalDeployment = z.object({
  mode: z.literal('local'),
  serverUrl: z.string(),
  /** The local Snowflake, without a path. */
  snowflakeUrl: z.string(),
  account: z.string(),
  admin: z.object({ user: z.string(), role: z.string(), privateKeyPath: z.string() }),
})
export type LocalDeployment = z.infer<typeof LocalDeployment>

/** The account name of every local Snowflake. */
export const LOCAL_ACCOUNT = 'COCO-LOCAL'
export const LOCAL_ADMIN = { user: 'COCO_ADMIN', role: 'ACCOUNTADMIN' } as const

export function dataFolder({ folder, settings }: Pick<Cli, 'folder' | 'settings'>): string {
  return resolve(folder, settings.COCO_DATA_DIR ?? 'data')
}

/** Whether this folder is about a local Snowflake: nothing names an account. */
export function isLocal(settings: Settings): boolean {
  return settings.SNOWFLAKE_ACCOUNT === undefined
}

export function writeLocalDeployment(dataDir: string, deployment: LocalDeployment): void {
  writeJson(filePath(dataDir), deployment)
}

export function removeLocalDeployment(dataDir: string): void {
  rmSync(filePath(dataDir), { force: true })
}

/** Null when nothing was left there. */
export function readLocalDeployment(dataDir: string): LocalDeployment | null {
  const path = filePath(dataDir)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return null
  }
  const parsed = LocalDeployment.safeParse(parseJson(text))
  if (!parsed.success) throw new Refusal(`${path} is not what a running Coco writes. Remove it and start Coco again.`)
  return parsed.data
}

/** The local Coco that runs now; a file left by one that was killed does not count. */
export async function runningDeployment(cli: Pick<Cli, 'folder' | 'settings'>): Promise<LocalDeployment | null> {
  const deployment = readLocalDeployment(dataFolder(cli))
  return deployment !== null && (await isListening(deployment.snowflakeUrl)) ? deployment : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function filePath(dataDir: string): string {
  return join(dataDir, 'local.json')
}
