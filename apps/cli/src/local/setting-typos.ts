import { distance } from 'fastest-levenshtein'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER } from './project-files.ts'

/** Names that only the tools around Coco read, and one of Snowflake's own; `.env.example` has all others. */
const TOOL_NAMES = ['COCO_NODE', 'COCO_WEB_PORT', 'CHROMIUM_PATH', 'SNOWFLAKE_HOME']
const MOST_MISTAKES = 2

/**
 * Unknown names are accepted, as other programs may share the environment. One that is almost a setting of ours is probably
 * meant to be it, and is worth a sentence.
 */
export function settingTypos(names: Iterable<string>, known: readonly string[]): string[] {
  return [...names]
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((candidate) => distance(name, candidate) <= MOST_MISTAKES)
      return meant === undefined ? [] : [`${name} is not a setting of Coco and is not used. Did you mean ${meant}?`]
    })
}

/** Every setting, from the file that lists them for people: a name that stands there is known, commented out or not. */
export function knownSettings(): string[] {
  const example = readFileSync(join(PROJECT_FOLDER, '.env.example'), 'utf8')
  return [...TOOL_NAMES, ...[...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].flatMap(([, name]) => name ?? [])]
}
