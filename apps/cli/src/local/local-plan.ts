import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createKeyPair } from '@coco/core/jwt/create-key-pair'
import { openTenantRegistry } from '@coco/core/tenants/tenant-registry'
import { hasKeyPair, type KeyPairTenant } from '@coco/core/tenants/tenant'
import type { Cli } from '../command.ts'
import { keyPaths, makeDevKeys, shown } from './dev-keys.ts'
import { dataFolder, LOCAL_ACCOUNT, LOCAL_ADMIN, type LocalDeployment } from './local-deployment.ts'
import { demoDocumentsFolder, keysFolder, sqlFolder } from './project-files.ts'
import { readPort } from './require-free-port.ts'

/** Where everything of a local Coco is, before any of it runs. */
export interface LocalPlan {
  dataDir: string
  keysDir: string
  sqlDir: string
  /** With documents for a demonstration; one that is not there has none. */
  demoDocumentsDir: string
  emulatorPort: number
}

export function planLocal(cli: Pick<Cli, 'folder' | 'settings'>): LocalPlan {
  const { folder, settings } = cli
  return {
    dataDir: dataFolder(cli),
    keysDir: keysFolder(folder, settings.EMULATOR_KEYS_DIR),
    sqlDir: sqlFolder(folder, settings.EMULATOR_SQL_DIR),
    demoDocumentsDir: demoDocumentsFolder(folder, settings.COCO_DEMO_DOCUMENTS),
    emulatorPort: readPort(settings.EMULATOR_PORT, 8085, 'EMULATOR_PORT'),
  }
}

/**
 * Makes what a first start lacks: the development keys, and keys for tenants whose key file is not there.
 *
 * @returns the tenants with a new key that the local Snowflake has to be told of; a new account learns the development keys
 *   by itself
 */
export async function makeMissingKeys(plan: LocalPlan, cli: Cli): Promise<KeyPairTenant[]> {
  const { folder, settings } = cli
  const registry = openTenantRegistry({ folder, settings, watch: false })
  const isMissing = ({ snowflake }: KeyPairTenant) => !existsSync(snowflake.privateKey.path)
  const withNewKey = registry.list().filter(hasKeyPair).filter(isMissing)
  const devKeys = await makeDevKeys(plan.keysDir)
  const beyondDevKeys = withNewKey.filter(isMissing)
  for (const { snowflake } of beyondDevKeys) await createKeyPair(beside(snowflake.privateKey.path))
  const made = [...devKeys, ...beyondDevKeys.map(({ snowflake }) => snowflake.privateKey.path)]
  if (made.length > 0) cli.say(`Made development keys: ${made.map((path) => shown(folder, path)).join(', ')}`)
  return existsSync(join(plan.dataDir, 'emulator')) ? withNewKey : beyondDevKeys
}

/** What `coco sql` needs to know, once it is known where both parts listen. */
export function localDeployment(plan: LocalPlan, serverUrl: string, snowflakeUrl: string): LocalDeployment {
  const { privateKeyPath } = keyPaths(plan.keysDir, 'admin')
  return { mode: 'local', serverUrl, snowflakeUrl, account: LOCAL_ACCOUNT, admin: { ...LOCAL_ADMIN, privateKeyPath } }
}

export function emulatorEnvironment(plan: LocalPlan): Record<string, string> {
  return {
    COCO_DATA_DIR: plan.dataDir,
    EMULATOR_PORT: String(plan.emulatorPort),
    EMULATOR_ACCOUNT: LOCAL_ACCOUNT,
    EMULATOR_KEYS_DIR: plan.keysDir,
    EMULATOR_SQL_DIR: plan.sqlDir,
  }
}

/** @param snowflakeUrl the local Snowflake's address */
export function serverEnvironment(plan: LocalPlan, snowflakeUrl: string): Record<string, string> {
  return {
    COCO_MODE: 'local',
    COCO_DATA_DIR: plan.dataDir,
    SNOWFLAKE_ACCOUNT: LOCAL_ACCOUNT,
    CORTEX_BASE_URL_OVERRIDE: `${snowflakeUrl}/api/v2/cortex`,
    COCO_DEMO_DOCUMENTS: plan.demoDocumentsDir,
  }
}

function beside(privateKeyPath: string): { privateKeyPath: string; publicKeyPath: string } {
  return { privateKeyPath, publicKeyPath: `${privateKeyPath.replace(/\.(p8|pem|key)$/, '')}.pub` }
}
