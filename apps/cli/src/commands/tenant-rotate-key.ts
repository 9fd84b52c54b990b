import { join } from 'node:path'
import { lockFolder } from '@coco/server/admin'
import { type Cli, type Command, Refusal } from '../command.ts'
import { dataFolder } from '../local/local-deployment.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { beginRotation } from '../rotation/begin-rotation.ts'
import { finishRotation, goBack } from '../rotation/end-rotation.ts'
import { findRotatingTenant, openRotation } from '../rotation/open-rotation.ts'

export const tenantRotateKey: Command = {
  help: `coco tenant rotate-key NAME

Gives a tenant a new key while it is in use: makes one beside the old, registers it as the user's second key in Snowflake, signs in
with it, and puts it in the place of the old one. Both are good until --finish. A call that ended half-way is taken up by the next.
Acts as the administrator that coco sql uses; without one it says which SQL to run.

  --finish   removes the key that is not in use, in Snowflake and here
  --back     uses the previous key again`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('tenant rotate-key', args, {
      finish: { type: 'boolean' },
      back: { type: 'boolean' },
    })
    const [name, ...more] = positionals
    if (name === undefined || more.length > 0) {
      throw new Refusal('Give one name. coco tenant rotate-key --help shows how.')
    }
    if (values.finish && values.back) throw new Refusal('Choose one of --finish and --back.')
    const step = values.finish ? finishRotation : values.back ? goBack : beginRotation
    const tenant = findRotatingTenant(name, cli)
    cli.print(await alone(tenant.id, cli, async () => step(await openRotation(tenant, cli))))
    return 0
  },
}

/** Of two calls at once the second would put its key over the one that the first has just put in place. */
async function alone<T>(id: string, cli: Cli, work: () => Promise<T>): Promise<T> {
  const unlock = lockFolder(join(dataFolder(cli), 'rotations', id))
  if (unlock === null) throw new Refusal(`Another call is giving ${id} a new key. Wait until it has ended.`)
  try {
    return await work()
  } finally {
    unlock()
  }
}
