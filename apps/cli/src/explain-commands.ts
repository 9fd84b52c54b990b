import { COMMANDS, overview } from './command-table.ts'
import { VERSION } from './version.ts'

/**
 * What is said where no command is called: what was asked for with code 0, what is wrong with code 2.
 *
 * @param nodeVersion as in `process.version`
 */
export function explainCommands(args: readonly string[], nodeVersion: string): { code: 0 | 2; text: string } {
  const [first = '--help'] = args
  if (['--help', '-h', 'help'].includes(first)) return { code: 0, text: overview() }
  if (['--version', '-v', 'version'].includes(first)) return { code: 0, text: `coco ${VERSION} (Node ${nodeVersion})` }
  const [half] = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  if (half !== undefined && args.slice(1).every((arg) => arg.startsWith('-'))) {
    return {
      code: 2,
      text: `coco ${first} needs one more word: coco ${half.name}. coco ${half.name} --help says more.`,
    }
  }
  return { code: 2, text: `There is no command ${JSON.stringify(args.join(' '))}.\n\n${overview()}` }
}
