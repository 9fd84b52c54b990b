import { overview, overviewOf } from './command-table.ts'
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
  const words = args.filter((arg) => !arg.startsWith('-'))
  const halves = words.length === 1 ? overviewOf(first) : null
  if (halves !== null) return { code: args.includes('--help') || args.includes('-h') ? 0 : 2, text: halves }
  return {
    code: 2,
    text: `There is no command ${JSON.stringify((words.length > 0 ? words : args).join(' '))}.\n\n${overview()}`,
  }
}
