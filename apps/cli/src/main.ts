#!/usr/bin/env node
import type { Cli } from './command.ts'
import { COMMANDS } from './command-table.ts'
import { explainCommands } from './explain-commands.ts'

const stop = new AbortController()
const stopNow = new AbortController()

// Before anything else is loaded: a signal during the start is heard too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
process.once('disconnect', interrupt)
// A closed pipe (`coco … | head`, a log reader that died) is no reason to leave children behind.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

process.exitCode = await main(process.argv.slice(2))
// An open channel to the parent would keep this process alive for ever.
if (process.connected) process.disconnect()

function interrupt(): void {
  const first = stop.signal.aborted ? stopNow : stop
  first.abort(new Error('Stopped.'))
}

async function main(args: string[]): Promise<number> {
  const entry = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word))
  if (!entry) {
    const { code, text } = explainCommands(args, process.version)
    const stream = code === 0 ? process.stdout : process.stderr
    stream.write(`${text}\n`)
    return code
  }
  const { toSentence } = await import('./to-sentence.ts')
  try {
    const command = await entry.load()
    const rest = args.slice(entry.name.split(' ').length)
    if (asksForHelp(rest)) {
      process.stdout.write(`${command.help}\n`)
      return 0
    }
    return await command.run(rest, await createCli())
  } catch (error) {
    process.stderr.write(`${toSentence(error)}\n`)
    return 1
  }
}

async function createCli(): Promise<Cli> {
  const { readSettings } = await import('@coco/core/settings/env-file')
  return {
    folder: process.cwd(),
    processEnv: process.env,
    settings: readSettings(process.cwd(), process.env),
    nodeVersion: process.versions.node,
    print: (text) => process.stdout.write(`${text}\n`),
    say: (text) => process.stderr.write(`${text}\n`),
    stop: stop.signal,
    stopNow: stopNow.signal,
    announce: (message) => process.send?.(message),
  }
}

function asksForHelp(args: string[]): boolean {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  return options.includes('--help') || options.includes('-h')
}
