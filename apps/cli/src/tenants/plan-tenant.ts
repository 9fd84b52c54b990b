import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { quickstartTenants } from '@coco/core/tenants/quickstart-tenants'
import type { KeyPairEntry } from '@coco/core/tenants/snowflake-entry'
import type { TenantEntry } from '@coco/core/tenants/tenants-file'
import { openTenantRegistry, tenantsFilePath } from '@coco/core/tenants/tenant-registry'
import { TenantId } from '@coco/shared/ids'
import { type Cli, Refusal } from '../command.ts'
import { keyPaths, shown } from '../local/dev-keys.ts'
import { keysFolder } from '../local/project-files.ts'
import { readTenantEntries, type WrittenTenant } from './tenants-json.ts'
import { documentsPlace, snowflakeNames } from './tenant-sql.ts'

export interface TenantWishes {
  name: string
  display?: string | undefined
  models?: string | undefined
  defaultModel?: string | undefined
}

/** Everything that adding a tenant will write, checked before any of it is written. */
export interface TenantPlan {
  entry: TenantEntry & { snowflake: KeyPairEntry }
  /** Those that stand in the file afterwards before the new one; the quickstart's two when there is no file. */
  others: readonly WrittenTenant[]
  tenantsFile: string
  sqlFile: string
  privateKeyPath: string
  publicKeyPath: string
}

/** These would be taken for the local Snowflake's own keys. */
const RESERVED = ['admin', 'alpha', 'beta']
const DEFAULT_MODEL = 'claude-4-sonnet'
/** Model ids that may be pasted into SQL by somebody who is ACCOUNTADMIN. */
const MODEL_ID = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** @throws Refusal, TenantsFileError */
export function planTenant(wishes: TenantWishes, cli: Cli): TenantPlan {
  const { folder, settings } = cli
  const id = readName(wishes.name)
  const tenantsFile = tenantsFilePath(folder, settings)
  const isDeclared = existsSync(tenantsFile)
  // A file that is broken already is refused here, with all its problems.
  if (isDeclared) openTenantRegistry({ folder, settings, watch: false })
  const others = isDeclared ? readTenantEntries(tenantsFile) : quickstartTenants(settings)
  const { user, role } = snowflakeNames(id)
  const keys = keyPaths(keysFolder(folder, settings.EMULATOR_KEYS_DIR), id)
  const sqlFile = join(resolve(folder, settings.EMULATOR_SQL_DIR ?? 'sql'), 'tenants', `${id}.sql`)
  const userOf = ({ snowflake }: (typeof others)[number]) => ('user' in snowflake ? snowflake.user.toUpperCase() : null)
  if (others.some((other) => other.id === id || userOf(other) === user)) {
    throw new Refusal(`There is a tenant ${id}, or one with the user ${user}, already. Choose another name.`)
  }
  for (const path of [keys.privateKeyPath, keys.publicKeyPath, sqlFile]) {
    if (existsSync(path))
      throw new Refusal(`${shown(folder, path)} exists already. Choose another name, or move it away.`)
  }
  const { models, defaultModel } = readModels(wishes)
  const entry = {
    id,
    name: wishes.display?.trim() || id,
    snowflake: { user, role, privateKeyPath: shown(folder, keys.privateKeyPath) },
    defaultModel,
    models,
    systemPrompt: null,
    limits: { requestsPerMinute: 60 },
    documents: documentsPlace(id),
  }
  return { entry, others, tenantsFile, sqlFile, ...keys }
}

function readName(name: string): TenantId {
  const id = TenantId.safeParse(name)
  if (!id.success)
    throw new Refusal(`${JSON.stringify(name.slice(0, 60))} ${id.error.issues[0]?.message ?? 'is not a tenant name'}.`)
  if (RESERVED.includes(id.data))
    throw new Refusal(`The name ${id.data} is taken by a development key. Choose another.`)
  return id.data
}

function readModels(wishes: TenantWishes): { models: string[]; defaultModel: string } {
  const asked = (wishes.models ?? '')
    .split(',')
    .map((model) => model.trim())
    .filter((model) => model !== '')
  const defaultModel = wishes.defaultModel?.trim() || asked[0] || DEFAULT_MODEL
  const models = [...new Set(asked.includes(defaultModel) ? asked : [defaultModel, ...asked])]
  const wrong = models.filter((model) => !MODEL_ID.test(model))
  if (wrong.length > 0)
    throw new Refusal(`Not a model name: ${wrong.map((model) => JSON.stringify(model.slice(0, 60))).join(', ')}.`)
  return { models, defaultModel }
}
