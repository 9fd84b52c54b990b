import { InvitePersonInput } from '@coco/shared/identity-inputs'
import type { TenantRole } from '@coco/shared/roles'
import { Password } from '@coco/shared/text-fields'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { findTenant } from '../admin/find-tenant.ts'
import { linkAddress } from '../admin/link-address.ts'
import { parseInput } from '../admin/parse-input.ts'
import { withAdmin } from '../admin/with-admin.ts'
import { type Command, Refusal } from '../command.ts'
import { parseCommandLine } from '../parse-command-line.ts'

export const userAdd: Command = {
  help: `coco user add EMAIL --name TEXT --tenant NAME
coco user add EMAIL --name TEXT --superuser

Makes an account, or lets somebody who has one into one more tenant. Whoever is new, or was invited and has not come yet, gets a
link, printed here once, with which they choose a password; it works once and for seven days, and older ones do not any more.

  --name TEXT        how others see them
  --tenant NAME      the tenant that they belong to
  --role ROLE        what they are there: member (the default), editor, admin or pii_access; may be given several times
  --superuser        above all tenants: may manage everybody's account
  --password-stdin   no link: the password is read from standard input`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('user add', args, {
      name: { type: 'string' },
      tenant: { type: 'string' },
      role: { type: 'string', multiple: true },
      superuser: { type: 'boolean' },
      'password-stdin': { type: 'boolean' },
    })
    const [email, ...more] = positionals
    if (email === undefined || more.length > 0)
      throw new Refusal('Give one e-mail address. coco user add --help shows how.')
    if (values.tenant === undefined && !values.superuser) {
      throw new Refusal('Say where they belong: --tenant NAME, or --superuser for whoever stands above all tenants.')
    }
    if (values.role !== undefined && values.tenant === undefined)
      throw new Refusal('--role is what they are in a --tenant.')
    const tenant = values.tenant === undefined ? null : findTenant(cli, values.tenant)
    const { roles, ...person } = parseInput(
      InvitePersonInput,
      // The schema says which roles there are.
      { email, name: values.name ?? '', roles: (values.role ?? ['member']) as TenantRole[] },
      { email: 'the e-mail address', name: '--name', roles: '--role' },
    )
    const password = values['password-stdin'] ? readPassword() : null
    const membership = tenant === null ? null : { tenant: tenant.id, roles }
    const made = await withAdmin(cli, (admin) =>
      admin.users.add({ ...person, isSuperuser: values.superuser ?? false, password, membership }),
    )
    cli.say(
      made.isNew ? `${person.email} now has an account.` : `${person.email} had an account already, and has this too.`,
    )
    if (made.link === null && !made.isNew) {
      cli.say(
        `Coco sends no mail, so whoever was first to be invited with this address has it. If you do not know that it is theirs: coco user reset ${person.email}`,
      )
    }
    if (made.link !== null) {
      cli.say('They choose a password with this link. It works once, and is shown this once:')
      cli.print(await linkAddress(cli, made.link.path))
    }
    return 0
  },
}

function readPassword(): string {
  const text = readFileSync(0, 'utf8').replace(/\r?\n$/, '')
  return parseInput(z.object({ password: Password }), { password: text }, { password: 'the password' }).password
}
