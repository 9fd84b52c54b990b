import { resolve } from 'node:path'
import { restoreData } from '@coco/server/admin'
import { requireEmbedded, requireOneFile } from '../backup/backup-arguments.ts'
import type { Command } from '../command.ts'
import { dataFolder } from '../local/local-deployment.ts'
import { parseCommandLine } from '../parse-command-line.ts'

export const restore: Command = {
  help: `coco restore FILE

Puts a backup of coco backup in the place of the embedded database, after comparing every file with its hash, opening it and
bringing it up to date beside the old one. Coco must be stopped meanwhile. Whatever was deleted or revoked after the backup
is there again. With DATABASE_URL use pg_restore.

  --replace   a database that is there already is lost`,
  async run(args, cli) {
    const options = { replace: { type: 'boolean' } } as const
    const { values, positionals } = parseCommandLine('restore', args, options)
    requireEmbedded(cli, 'pg_restore --clean --if-exists --dbname="$DATABASE_URL" coco.dump')
    const file = resolve(cli.folder, requireOneFile('restore', positionals))
    const isReplacing = values.replace ?? false
    const { madeAt, files } = await restoreData({ dataDir: dataFolder(cli), file, isReplacing })
    cli.print(`Restored ${files.length} files as of ${madeAt}. Check the record with coco audit verify.`)
    cli.say('Keys, sessions and people that were revoked or deleted since then are there again: revoke them once more.')
    return 0
  },
}
