import { type Cli, Refusal } from '../command.ts'

/** A database of one's own has tools of its own. */
export function requireEmbedded({ settings }: Pick<Cli, 'settings'>, instead: string): void {
  if (settings.DATABASE_URL === undefined) return
  throw new Refusal(`The data is in the database of DATABASE_URL, not in COCO_DATA_DIR. Use its own tools: ${instead}`)
}

export function requireOneFile(command: string, positionals: readonly string[]): string {
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new Refusal(`coco ${command} takes one file: coco ${command} FILE`)
  return file
}
