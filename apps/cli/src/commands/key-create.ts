import { CreateApiKeyInput } from '@coco/shared/api-keys'
import type { TenantRole } from '@coco/shared/roles'
import { type Command, Refusal } from '../command.ts'
import { findTenant } from '../admin/find-tenant.ts'
import { parseInput } from '../admin/parse-input.ts'
import { withAdmin } from '../admin/with-admin.ts'
import { parseCommandLine } from '../parse-command-line.ts'

export const keyCreate: Command = {
  help: `coco key create --tenant NAME --name TEXT

Makes an API key and prints it: the only time that it can be read. It works at once, with a running server too.

  --tenant NAME    whose key it is
  --name TEXT      what it is for, for people to tell keys apart
  --role ROLE      member (the default), editor, admin or pii_access; may be given several times
  --models A,B     the models that it may name; it can only narrow what Snowflake allows (all)
  --expires DATE   the day from which on it is refused, for example 2030-01-31, in UTC (never)
  --json           print { key, secret }`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('key create', args, {
      tenant: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', multiple: true },
      models: { type: 'string' },
      expires: { type: 'string' },
      json: { type: 'boolean' },
    })
    if (positionals.length > 0) throw new Refusal('Give the name with --name. coco key create --help shows how.')
    const tenant = findTenant(cli, values.tenant)
    const input = parseInput(
      CreateApiKeyInput,
      {
        name: values.name ?? '',
        // The schema says which there are.
        roles: (values.role ?? ['member']) as TenantRole[],
        models: values.models === undefined ? null : values.models.split(',').map((model) => model.trim()),
        expiresAt: values.expires === undefined ? null : readExpiry(values.expires),
      },
      { name: '--name', roles: '--role', models: '--models', expiresAt: '--expires' },
    )
    const made = await withAdmin(cli, (admin) => admin.keys.create(tenant.id, input))
    if (values.json) cli.print(JSON.stringify(made, null, 2))
    else {
      // The key alone on stdout, for whoever puts it into a file.
      cli.say(`The key ${made.key.name} of ${tenant.id}, with the id ${made.key.id}. It is shown this once:`)
      cli.print(made.secret)
    }
    return 0
  },
}

function readExpiry(text: string): string {
  const moment = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (Number.isNaN(moment.getTime()) || !/^\d{4}-\d\d-\d\d(T.+(Z|[+-]\d\d:\d\d))?$/.test(text)) {
    throw new Refusal(`--expires: ${JSON.stringify(text.slice(0, 40))} is not a day such as 2030-01-31.`)
  }
  if (moment.getTime() <= Date.now()) throw new Refusal(`--expires: ${text} is over already.`)
  return moment.toISOString()
}
