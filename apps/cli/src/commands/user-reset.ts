import { linkAddress } from '../admin/link-address.ts'
import { withAdmin } from '../admin/with-admin.ts'
import { type Command, Refusal } from '../command.ts'
import { parseCommandLine } from '../parse-command-line.ts'

export const userReset: Command = {
  help: `coco user reset EMAIL

Prints a link with which somebody chooses a new password. It works once and for a day; using it ends all their sessions. Older
links of theirs stop working.`,
  async run(args, cli) {
    const { positionals } = parseCommandLine('user reset', args, {})
    const [email, ...more] = positionals
    if (email === undefined || more.length > 0) throw new Refusal('Give one e-mail address. coco user list shows them.')
    const link = await withAdmin(cli, (admin) => admin.users.makeResetLink(email))
    if (link === null) throw new Refusal(`Nobody has the address ${JSON.stringify(email.slice(0, 80))}.`)
    cli.say(`Whoever opens this link chooses the password of ${email}. It is shown this once:`)
    cli.print(await linkAddress(cli, link.path))
    return 0
  },
}
