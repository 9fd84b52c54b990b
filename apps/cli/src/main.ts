#!/usr/bin/env node
import { readSettings } from '@coco/core/settings/env-file'
import type { Cli, Command } from './command.ts'
import { doctor } from './commands/doctor.ts'
import { emulatorReset } from './commands/emulator-reset.ts'
import { prepareDev } from './commands/prepare-dev.ts'
import { sql } from './commands/sql.ts'
import { tenantAdd } from './commands/tenant-add.ts'
import { up } from './commands/up.ts'
import { toSentence } from './to-sentence.ts'

const COMMANDS: readonly Command[] = [sql, tenantAdd, doctor, emulatorReset, up, prepareDev]

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word))
  if (!command) return overview(args)
  const rest = args.slice(command.name.split(' ').length)
  const beforeDashes = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (beforeDashes.includes('--help') || beforeDashes.includes('-h')) {
    process.stdout.write(`${command.help}\n`)
    return 0
  }
  try {
    return await command.run(rest, createCli())
  } catch (error) {
    process.stderr.write(`${toSentence(error)}\n`)
    return 1
  }
}

function createCli(): Cli {
  const stop = new AbortController()
  const stopNow = new AbortController()
  const interrupt = () => (stop.signal.aborted ? stopNow : stop).abort(new Error('Stopped.'))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  process.once('disconnect', interrupt)
  // A closed pipe (`coco … | head`, a log reader that died) is no reason to leave children behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return {
    folder: process.cwd(),
    processEnv: process.env,
    settings: readSettings(process.cwd(), process.env),
    print: (text) => process.stdout.write(`${text}\n`),
    say: (text) => process.stderr.write(`${text}\n`),
    stop: stop.signal,
    stopNow: stopNow.signal,
    announce: (message) => process.send?.(message),
  }
}

function overview(args: string[]): number {
  const asked = args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help'
  const rows = COMMANDS.filter(({ isInternal }) => !isInternal).map(
    ({ name, summary }) => `  ${name.padEnd(16)}${summary}`,
  )
  const text = ['Usage: coco COMMAND …', '', ...rows, '', 'coco COMMAND --help says more.'].join('\n')
  if (asked) process.stdout.write(`${text}\n`)
  else process.stderr.write(`There is no command ${JSON.stringify(args.join(' '))}.\n\n${text}\n`)
  return asked ? 0 : 2
}
