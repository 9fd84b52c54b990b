import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refusal } from './command.ts'

/** `util.parseArgs`, with its complaints as sentences that point to the command's help. */
export function parseCommandLine<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\ncoco ${command} --help shows how to call it.`)
  }
}
