import { cruise } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../bootstrap/project-root.mjs'

/** The folders whose imports are checked. */
export const CRUISED_FOLDERS = ['apps', 'packages', 'tests', 'e2e', 'bench', 'examples', 'scripts']

/**
 * Draws every import below a folder that is laid out like the repository, under the repository's rules.
 * @param {string} folder
 * @returns {Promise<import('dependency-cruiser').ICruiseResult>}
 */
export async function cruiseProject(folder) {
  const { forbidden = [], options } = await extractConfig(join(projectRoot, '.dependency-cruiser.mjs'))
  const tsConfig = extractTsConfig(join(projectRoot, 'tsconfig.base.json'))
  const present = CRUISED_FOLDERS.filter((name) => existsSync(join(folder, name)))
  const { output } = await cruise(
    present,
    { ...options, ruleSet: { forbidden }, validate: true, baseDir: folder },
    undefined,
    { tsConfig },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser returned text where its result was expected')
  return output
}
