import { existsSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'
import { quoteIdentifier } from '@coco/core/snowflake/identifier'
import type { Tenant } from '@coco/core/tenants/tenant'
import { tenantsFilePath } from '@coco/core/tenants/tenant-registry'
import { TenantId } from '@coco/shared/ids'
import { type Cli, type Command, Refusal } from '../command.ts'
import { declaredTenants } from '../admin/find-tenant.ts'
import { withAdmin } from '../admin/with-admin.ts'
import { shown } from '../local/dev-keys.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { rotationPaths } from '../rotation/key-files.ts'
import { readTenantEntries, writeTenantEntries } from '../tenants/tenants-json.ts'

export const tenantRemove: Command = {
  help: `coco tenant remove NAME --yes-delete NAME

Takes the tenant out of tenants.json, so that a running server stops serving it, and deletes what it has in the database:
conversations, keys, memberships, settings, usage, and the sessions in it. There is no way back. People keep their accounts; the
record of who did what stays, with ids and no text. What the tenant has in Snowflake is not touched: the SQL for that is printed.

  --yes-delete NAME   the name again`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('tenant remove', args, { 'yes-delete': { type: 'string' } })
    const id = TenantId.safeParse(positionals[0])
    if (!id.success || positionals.length > 1) throw new Refusal('Give one name. coco tenant remove --help shows how.')
    if (values['yes-delete'] !== id.data) {
      throw new Refusal(`This deletes everything of ${id.data}. Say so: --yes-delete ${id.data}`)
    }
    const tenant = takeOutOfFile(id.data, cli)
    const removed = await withAdmin(cli, async (admin) => {
      if (tenant === null && !(await admin.hasTenantData(id.data))) return null
      return admin.removeTenantData(id.data)
    })
    if (removed === null) throw new Refusal(`There is no tenant ${id.data}, and nothing of it in the database.`)
    const { rows, copies } = removed
    cli.print(
      [
        `Tenant ${id.data} is removed, with ${rows === 1 ? '1 row' : `${rows} rows`} of the database.`,
        ...(copies === 0 ? [] : [copiesLeft(copies, tenant)]),
        ...(tenant ? leftovers(tenant, cli) : []),
      ].join('\n'),
    )
    return 0
  },
}

function copiesLeft(copies: number, tenant: Tenant | null): string {
  const what = `Snowflake still has a copy of ${copies === 1 ? '1 document' : `${copies} documents`} of it, for Cortex Search.`
  if (tenant !== null && tenant.documents !== null) return `${what} The DROP SCHEMA below deletes it.`
  return `${what} Drop the schema that its "documents" named: DROP SCHEMA IF EXISTS COCO_DOCUMENTS.TENANT_…, as ACCOUNTADMIN.`
}

/** Null when it is not declared: an earlier call may have come as far as that. */
function takeOutOfFile(id: TenantId, cli: Cli): Tenant | null {
  const tenants = declaredTenants(cli)
  const tenant = tenants.find((other) => other.id === id)
  if (tenant === undefined) return null
  if (tenants.length === 1) throw new Refusal(`${id} is the only tenant, and there has to be one. Add another first.`)
  const file = tenantsFilePath(cli.folder, cli.settings)
  if (!existsSync(file)) {
    throw new Refusal(`${id} is one of the two that are there without a tenants file. coco tenant add writes the file.`)
  }
  const others = readTenantEntries(file).filter((entry) => entry.id !== id)
  writeTenantEntries(file, others)
  return tenant
}

function leftovers({ id, snowflake, documents }: Tenant, { folder, settings }: Cli): string[] {
  const sqlFile = join(resolve(folder, settings.EMULATOR_SQL_DIR ?? 'sql'), 'tenants', `${id}.sql`)
  const keyFiles = snowflake.privateKey === null ? [] : keyFilesOf(snowflake.privateKey.path)
  const files = [...keyFiles, sqlFile].filter((path) => existsSync(path))
  return [
    'Not touched, and yours to delete:',
    ...files.map((path) => `  ${shown(folder, path)}`),
    'In Snowflake, as ACCOUNTADMIN:',
    ...(documents === null
      ? []
      : [`  DROP SCHEMA IF EXISTS ${quoteIdentifier(documents.database)}.${quoteIdentifier(documents.schema)};`]),
    ...(snowflake.privateKey === null
      ? []
      : [
          `  DROP USER IF EXISTS ${quoteIdentifier(snowflake.user.toUpperCase())};`,
          `  DROP ROLE IF EXISTS ${quoteIdentifier(snowflake.role)};`,
        ]),
  ]
}

/** Its private key, the public one beside it, and what a rotation has left there. */
function keyFilesOf(path: string): string[] {
  const { dir, name } = parse(path)
  const { next, previous } = existsSync(path) ? rotationPaths(path) : { next: path, previous: path }
  return [...new Set([path, join(dir, `${name}.pub`), next, previous])]
}
