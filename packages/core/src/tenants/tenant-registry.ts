import type { TenantId } from '@coco/shared/ids'
import { existsSync, readFileSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import type { Settings } from '../settings/env-file.ts'
import { quickstartTenants } from './quickstart-tenants.ts'
import type { Tenant } from './tenant.ts'
import { parseTenants, toTenant } from './validate-tenants.ts'
import { watchFile } from './watch-file.ts'

export interface TenantRegistryOptions {
  /** `tenants.json` lives here and relative key paths start here. */
  folder: string
  /** COCO_TENANTS_FILE, ALPHA_*, BETA_* and the variables with passphrases. */
  settings: Settings
  /** Told why a changed file was not taken. */
  onProblem?: (error: unknown) => void
  /** False for a command that reads the tenants once. */
  watch?: boolean
}

export interface TenantRegistry {
  list(): readonly Tenant[]
  get(id: TenantId): Tenant | undefined
  /** Calls `listener` after every change with the whole new list; returns a function that ends it. */
  onChange(listener: (tenants: readonly Tenant[]) => void): () => void
  close(): void
}

/**
 * The tenants of this deployment: those of COCO_TENANTS_FILE or `tenants.json`, or the quickstart's two when there is no
 * file. A changed file is read again within about a second; one that is broken or gone changes nothing and is reported.
 *
 * @throws TenantsFileError with every problem when the file is broken at the start, Error when the named file is missing
 */
export function openTenantRegistry(options: TenantRegistryOptions): TenantRegistry {
  const { folder, settings, onProblem = () => {}, watch = true } = options
  const path = tenantsFilePath(folder, settings)
  const listeners = new Set<(tenants: readonly Tenant[]) => void>()
  let fromFile = settings.COCO_TENANTS_FILE !== undefined || existsSync(path)
  let tenants = fromFile
    ? readTenants(path, folder, settings)
    : quickstartTenants(settings).map((entry) => toTenant(entry, options))
  let byId = index(tenants)

  function reload(): void {
    // Without a file so far there is nothing to lose: one that is not there is then no news.
    if (!fromFile && !existsSync(path)) return
    try {
      tenants = readTenants(path, folder, settings)
    } catch (error) {
      onProblem(error)
      return
    }
    fromFile = true
    byId = index(tenants)
    for (const listener of listeners) listener(tenants)
  }

  const watcher = watch ? watchFile(path, reload) : null
  return {
    list: () => tenants,
    get: (id) => byId.get(id),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => watcher?.close(),
  }
}

/** Where the tenants file is, or would be. */
export function tenantsFilePath(folder: string, settings: Settings): string {
  return resolve(folder, settings.COCO_TENANTS_FILE ?? 'tenants.json')
}

function readTenants(path: string, folder: string, settings: Settings): Tenant[] {
  const file = relative(folder, path).startsWith('..') ? path : relative(folder, path) || basename(path)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(
      code === 'ENOENT'
        ? `There is no tenants file ${file}. Write it, or unset COCO_TENANTS_FILE.`
        : `The tenants file ${file} cannot be read (${code}).`,
      { cause: error },
    )
  }
  return parseTenants(text, { file, folder, settings })
}

function index(tenants: readonly Tenant[]): Map<TenantId, Tenant> {
  return new Map(tenants.map((tenant) => [tenant.id, tenant]))
}
