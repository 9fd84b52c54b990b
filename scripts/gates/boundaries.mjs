/** The boundaries gate: fails on any import against .dependency-cruiser.mjs, and when it did not see every source file. */
import { filesUnder } from '../bootstrap/input-stamp.mjs'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { CRUISED_FOLDERS, cruiseProject } from './cruise-project.mjs'

const { modules, summary } = await cruiseProject(projectRoot)

const seen = new Set(modules.map(({ source }) => source))
const unseen = CRUISED_FOLDERS.flatMap((folder) => filesUnder(folder, (path) => /\.(ts|tsx|mjs)$/.test(path)))
  .filter((path) => !path.includes('/test-results/') && !path.includes('/playwright-report/'))
  .filter((path) => !seen.has(path))
for (const path of unseen) console.error(`${path}: not read, so nothing is known about its imports`)

for (const { rule, from, to, cycle } of summary.violations) {
  console.error(`${from} -> ${cycle ? cycle.map(({ name }) => name).join(' -> ') : to}: ${rule.name}`)
}
console.log(
  `${summary.violations.length} violations in ${modules.length} modules, ${summary.totalDependenciesCruised} imports`,
)
process.exitCode = summary.violations.length + unseen.length > 0 ? 1 : 0
