import { declaredTenants } from '../admin/find-tenant.ts'
import { withAdmin } from '../admin/with-admin.ts'
import type { Command } from '../command.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { printTable } from '../print-table.ts'

export const userList: Command = {
  help: `coco user list

Prints everybody who has an account, with their tenants and roles.

  --json   print a list of { id, email, name, status, isSuperuser, memberships }`,
  async run(args, cli) {
    const { values } = parseCommandLine('user list', args, { json: { type: 'boolean' } })
    const tenants = declaredTenants(cli).map(({ id }) => id)
    const people = await withAdmin(cli, (admin) => admin.users.list(tenants))
    if (values.json) {
      cli.print(JSON.stringify(people, null, 2))
      return 0
    }
    const rows = people.map(({ email, name, status, isSuperuser, memberships }) => {
      const places = memberships.map(({ tenant, roles }) => `${tenant}: ${roles.join(', ')}`)
      return [email, name, status, [...(isSuperuser ? ['superuser'] : []), ...places].join('; ')]
    })
    cli.print(printTable({ columns: ['email', 'name', 'status', 'belongs to'].map((name) => ({ name })), rows }))
    return 0
  },
}
