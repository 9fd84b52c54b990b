import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SqlResult } from '@coco/core/snowflake/statement-results'
import { type Cli, type Command, Refusal } from '../command.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { printTable } from '../print-table.ts'
import { connectAsAdmin } from '../snowflake/connect.ts'

export const sql: Command = {
  help: `coco sql "STATEMENT; …"
coco sql -f FILE

Runs statements in one session and prints their results. Acts as the administrator of the running local Snowflake, or, with
SNOWFLAKE_ACCOUNT, as SNOWFLAKE_USER with SNOWFLAKE_PRIVATE_KEY_PATH (SNOWFLAKE_PRIVATE_KEY_PASSPHRASE, SNOWFLAKE_ROLE,
SNOWFLAKE_HOST as needed). The exit code is 1 when Snowflake refuses.

  -f, --file FILE   read the statements from a file (- is standard input)
      --role ROLE   act in this role
      --json        print a list with one { message, columns, rows } for each statement`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('sql', args, {
      file: { type: 'string', short: 'f' },
      role: { type: 'string' },
      json: { type: 'boolean' },
    })
    const script = readScript(values.file, positionals, cli)
    const results = await (await connectAsAdmin(cli)).executeScript(script, { role: values.role, signal: cli.stop })
    cli.print(values.json ? toJson(results) : results.map(toText).join('\n\n'))
    return 0
  },
}

function readScript(file: string | undefined, positionals: string[], { folder }: Cli): string {
  if ((file === undefined) === (positionals.length === 0) || positionals.length > 1) {
    throw new Refusal('Give the statements in one pair of quotes, or a file with -f. coco sql --help shows both.')
  }
  if (file === undefined) return positionals[0] ?? ''
  try {
    return readFileSync(file === '-' ? 0 : resolve(folder, file), 'utf8')
  } catch (error) {
    throw new Refusal(`The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

/** DDL answers with one cell, a sentence; a frame around it would say nothing. */
function toText(result: SqlResult): string {
  const status = result.rows[0]?.[0]
  if (result.columns.length === 1 && result.columns[0]?.name === 'status' && typeof status === 'string') return status
  return result.columns.length === 0 ? result.message : printTable(result)
}

function toJson(results: readonly SqlResult[]): string {
  const plain = results.map(({ message, columns, rows }) => ({
    message,
    columns: columns.map(({ name }) => name),
    rows,
  }))
  return JSON.stringify(plain, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2)
}
