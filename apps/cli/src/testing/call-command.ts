import { readSettings } from '@coco/core/settings/env-file'
import type { Command } from '../command.ts'
import { toSentence } from '../to-sentence.ts'

/** Calls a command in this process as main.ts would, for what needs no process of its own. */
export async function callCommand(
  command: Command,
  folder: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', '']
  try {
    const code = await command.run(args, {
      folder,
      processEnv: env,
      settings: readSettings(folder, { COCO_PORT: '0', EMULATOR_PORT: '0', ...env }),
      nodeVersion: '24.21.0',
      print: (text) => (stdout += `${text}\n`),
      say: (text) => (stderr += `${text}\n`),
      stop: new AbortController().signal,
      stopNow: new AbortController().signal,
      announce: () => {},
    })
    return { code, stdout, stderr }
  } catch (error) {
    return { code: 1, stdout, stderr: `${stderr}${toSentence(error)}\n` }
  }
}
