import type { Settings } from '@coco/core/settings/env-file'
import { resolve } from 'node:path'
import { createSecret, type Secret } from '../platform/secret.ts'
import { Variables } from './env.ts'

/** Where the data is: all that a command beside the server has to know. */
export interface StoreSettings {
  /** Null: the embedded database, in `dataDir`. */
  databaseUrl: Secret | null
  dataDir: string
}

const StoreVariables = Variables.pick({ DATABASE_URL: true, COCO_DATA_DIR: true })

/** @throws Error that names every problem at once */
export function readStoreSettings(settings: Settings, folder: string): StoreSettings {
  const result = StoreVariables.safeParse(settings)
  if (!result.success) {
    throw new Error(result.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`).join('\n'))
  }
  const { DATABASE_URL, COCO_DATA_DIR } = result.data
  return {
    databaseUrl: DATABASE_URL === undefined ? null : createSecret(DATABASE_URL),
    dataDir: resolve(folder, COCO_DATA_DIR),
  }
}
