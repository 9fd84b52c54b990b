import type { Command } from '../command.ts'
import { declaredTenants, findTenant } from '../admin/find-tenant.ts'
import { withAdmin } from '../admin/with-admin.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { printTable } from '../print-table.ts'

export const keyList: Command = {
  help: `coco key list

Prints the API keys of all tenants, never their text.

  --tenant NAME   only this tenant's
  --json          print a list of { tenant, keys }`,
  async run(args, cli) {
    const { values } = parseCommandLine('key list', args, { tenant: { type: 'string' }, json: { type: 'boolean' } })
    const tenants = values.tenant === undefined ? declaredTenants(cli) : [findTenant(cli, values.tenant)]
    const lists = await withAdmin(cli, async (admin) => {
      const found = []
      for (const { id } of tenants) found.push({ tenant: id, keys: await admin.keys.list(id) })
      return found
    })
    if (values.json) {
      cli.print(JSON.stringify(lists, null, 2))
      return 0
    }
    const columns = ['tenant', 'id', 'name', 'prefix', 'roles', 'models', 'status', 'expires', 'last used']
    const rows = lists.flatMap(({ tenant, keys }) =>
      keys.map(({ id, name, prefix, roles, models, status, expiresAt, lastUsedAt }) => {
        const [may, names] = [roles.join(', '), models?.join(', ') ?? 'all']
        return [tenant, id, name, prefix, may, names, status, expiresAt ?? 'never', lastUsedAt ?? 'never']
      }),
    )
    cli.print(printTable({ columns: columns.map((name) => ({ name })), rows }))
    return 0
  },
}
