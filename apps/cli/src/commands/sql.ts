import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ExecuteOptions, SqlClient } from '@coco/core/snowflake/sql-client'
import type { SqlResult } from '@coco/core/snowflake/statement-results'
import { type Cli, type Command, Refusal } from '../command.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { connectAsAdmin } from '../snowflake/connect.ts'
import { printResults, RESULT_FORMATS, type ResultFormat } from '../snowflake/print-results.ts'
import { readBindings } from '../snowflake/read-bindings.ts'

export const sql: Command = {
  help: `coco sql "STATEMENT; …"
coco sql -f FILE
coco sql --result|--status|--cancel HANDLE

Runs statements in one session and prints their results. Acts as the administrator of the running local Snowflake, or, with
SNOWFLAKE_ACCOUNT, as SNOWFLAKE_USER with SNOWFLAKE_PRIVATE_KEY_PATH (SNOWFLAKE_PRIVATE_KEY_PASSPHRASE, SNOWFLAKE_ROLE,
SNOWFLAKE_HOST as needed). The exit code is 1 when Snowflake refuses; of several statements, those before the refused one
stay done, and the message names it.

  -f, --file FILE        read the statements from a file (- is standard input)
      --role ROLE        act in this role; also --warehouse, --database, --schema, all case-sensitive
      --bind TYPE:VALUE  a value for the next ? of one statement, for example date:2026-11-20, text:it's, or null
      --timeout SECONDS  let Snowflake end the statement after that long
      --format FORMAT    table, json (a list with one { message, columns, rows } for each statement) or csv
      --json             the same as --format json
      --async            do not wait: print the statement's handle, which the three options below take
      --result HANDLE    wait for a statement and print its results
      --status HANDLE    print running, succeeded or failed
      --cancel HANDLE    stop a statement`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('sql', args, {
      file: { type: 'string', short: 'f' },
      role: { type: 'string' },
      warehouse: { type: 'string' },
      database: { type: 'string' },
      schema: { type: 'string' },
      bind: { type: 'string', multiple: true },
      timeout: { type: 'string' },
      format: { type: 'string' },
      json: { type: 'boolean' },
      async: { type: 'boolean' },
      result: { type: 'string' },
      status: { type: 'string' },
      cancel: { type: 'string' },
    })
    const format = readFormat(values.format, values.json)
    const earlier = [values.result, values.status, values.cancel].filter((handle) => handle !== undefined)
    if (earlier.length > 0) {
      if (earlier.length > 1 || positionals.length > 0 || values.file !== undefined)
        throw new Refusal('Give one of --result, --status and --cancel, and no statement with it.')
      return askAgain(await connectAsAdmin(cli), values, format, cli)
    }
    const { role, warehouse, database, schema } = values
    const script = readScript(values.file, positionals, cli)
    const bindings = readBindings(values.bind ?? [])
    const timeoutSeconds = readSeconds(values.timeout)
    const execution = { role, warehouse, database, schema, timeoutSeconds, bindings, signal: cli.stop }
    const client = await connectAsAdmin(cli)
    if (values.async) {
      const { handle } = await client.submit(script, { ...execution, script: bindings.length === 0 })
      cli.print(handle)
    } else cli.print(printResults(await runAll(client, script, execution), format))
    return 0
  },
}

/** Bindings go with one statement only (source: snowflake docs, sql-api/submitting-multiple-statements). */
async function runAll(client: SqlClient, script: string, execution: ExecuteOptions): Promise<SqlResult[]> {
  if (execution.bindings && execution.bindings.length > 0) return [await client.execute(script, execution)]
  return client.executeScript(script, execution)
}

async function askAgain(
  client: SqlClient,
  { result, status, cancel }: { result?: string; status?: string; cancel?: string },
  format: ResultFormat,
  cli: Cli,
): Promise<number> {
  if (cancel !== undefined) {
    const isStopped = await client.submitted(cancel).cancel()
    cli.print(isStopped ? 'Cancelled.' : 'The statement had already ended.')
  } else if (status !== undefined) cli.print(await client.submitted(status).status(cli.stop))
  else cli.print(printResults(await client.submitted(result ?? '').results(cli.stop), format))
  return 0
}

function readFormat(format: string | undefined, json: boolean | undefined): ResultFormat {
  const wanted = format ?? (json ? 'json' : 'table')
  const known = RESULT_FORMATS.find((candidate) => candidate === wanted)
  if (known && !(json && known !== 'json')) return known
  throw new Refusal(`--format must be one of ${RESULT_FORMATS.join(', ')}${json ? ', and json with --json' : ''}.`)
}

const LONGEST_TIMEOUT_SECONDS = 604_800

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,6}$/.test(text) && Number(text) <= LONGEST_TIMEOUT_SECONDS) return Number(text)
  throw new Refusal(`--timeout must be whole seconds from 0 (Snowflake's maximum) to ${LONGEST_TIMEOUT_SECONDS}.`)
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
