import type { Settings } from '@coco/core/settings/env-file'

/** What a command is given instead of `process`. */
export interface Cli {
  /** Where it was called; relative paths start here. */
  folder: string
  processEnv: Readonly<Record<string, string | undefined>>
  /** `.env` under the environment. */
  settings: Settings
  /** Of the Node that runs this, without a `v`. */
  nodeVersion: string
  /** For results, on stdout. */
  print(text: string): void
  /** For everything else, on stderr. */
  say(text: string): void
  /** Aborted by Ctrl-C, SIGTERM, or when the process that called this one is gone. */
  stop: AbortSignal
  /** Aborted by the second Ctrl-C or SIGTERM: somebody is not willing to wait. */
  stopNow: AbortSignal
  /** Tells the process that called this one, if it listens, where Coco is. */
  announce(message: { type: 'listening'; url: string; port: number }): void
}

export interface Command {
  /** What `--help` prints. */
  help: string
  /** Gives the exit code. */
  run(args: string[], cli: Cli): Promise<number>
}

/** Something that the person who called can put right: its message is the whole explanation, exit code 1. */
export class Refusal extends Error {}
