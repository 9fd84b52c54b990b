import { ApiKeyId } from '@coco/shared/ids'
import { type Command, Refusal } from '../command.ts'
import { declaredTenants, findTenant } from '../admin/find-tenant.ts'
import { withAdmin } from '../admin/with-admin.ts'
import { parseCommandLine } from '../parse-command-line.ts'

export const keyRevoke: Command = {
  help: `coco key revoke ID

Takes an API key back, for good: a running server refuses it within a second. coco key list shows the ids.

  --tenant NAME   look for it in this tenant only`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('key revoke', args, { tenant: { type: 'string' } })
    const id = ApiKeyId.safeParse(positionals[0])
    if (!id.success || positionals.length > 1) throw new Refusal('Give one id, as coco key list shows it.')
    const tenants = values.tenant === undefined ? declaredTenants(cli) : [findTenant(cli, values.tenant)]
    const revoked = await withAdmin(cli, async (admin) => {
      for (const tenant of tenants) {
        const key = await admin.keys.revoke(tenant.id, id.data)
        if (key !== null) return { key, tenant }
      }
      return null
    })
    if (revoked === null) throw new Refusal(`There is no key ${id.data}. coco key list shows those there are.`)
    cli.print(`The key ${revoked.key.name} of ${revoked.tenant.id} is revoked.`)
    return 0
  },
}
