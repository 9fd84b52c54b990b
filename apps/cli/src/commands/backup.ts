import { resolve } from 'node:path'
import { backUpData } from '@coco/server/admin'
import type { Command } from '../command.ts'
import { dataFolder } from '../local/local-deployment.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { requireEmbedded, requireOneFile } from '../backup/backup-arguments.ts'

export const backup: Command = {
  help: `coco backup FILE

Writes the embedded database into FILE (tar, gzip, readable by you alone), with a manifest of every file's hash. Coco must be
stopped meanwhile. It holds all conversations and documents of all tenants: keep it as you would them. It does not hold
private keys, .env, tenants.json, the session secret, or what the local Snowflake was told. With DATABASE_URL use pg_dump.`,
  async run(args, cli) {
    const { positionals } = parseCommandLine('backup', args, {})
    requireEmbedded(cli, 'pg_dump --format=custom --file=coco.dump "$DATABASE_URL"')
    const file = resolve(cli.folder, requireOneFile('backup', positionals))
    const { files, migrations } = await backUpData({ dataDir: dataFolder(cli), file })
    cli.print(`${file}: ${files.length} files of the database, as of ${migrations.at(-1)?.name ?? 'no migration'}.`)
    return 0
  },
}
