import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { plantTree } from './plant-tree.ts'

type Kind = 'files' | 'exports' | 'types' | 'dependencies' | 'unlisted'
type Found = { file: string } & Record<Kind, { name: string }[]>

const folder = mkdtempSync(join(tmpdir(), 'coco-unused-'))
let found: Found[]

beforeAll(async () => {
  plantTree(folder, {
    'apps/server/src/main.ts': `import { used } from './used.ts'\nimport '@coco/core/clock'\nconsole.log(used)\n`,
    'apps/server/src/used.ts': `export const used = 1\nexport const unusedThing = 2\nexport type UnusedType = 3\n`,
    'apps/server/src/forgotten.ts': `export const forgotten = 1\n`,
    'apps/server/src/stranger.ts': '',
    'packages/core/src/clock.ts': `import 'left-pad'\nexport const unusedInAnEntry = 1\n`,
  })
  cpSync(join(projectRoot, 'knip.json'), join(folder, 'knip.json'))
  cpSync(join(projectRoot, 'pnpm-workspace.yaml'), join(folder, 'pnpm-workspace.yaml'))
  found = await findUnused()
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

test.each<{ planted: string; kind: Kind; file: string; name: string }>([
  {
    planted: 'a file that nothing imports',
    kind: 'files',
    file: 'apps/server/src/forgotten.ts',
    name: 'apps/server/src/forgotten.ts',
  },
  { planted: 'an export that nothing imports', kind: 'exports', file: 'apps/server/src/used.ts', name: 'unusedThing' },
  { planted: 'a type that nothing imports', kind: 'types', file: 'apps/server/src/used.ts', name: 'UnusedType' },
  {
    planted: "an export behind a package's front door",
    kind: 'exports',
    file: 'packages/core/src/clock.ts',
    name: 'unusedInAnEntry',
  },
  {
    planted: 'a dependency that nothing imports',
    kind: 'dependencies',
    file: 'apps/server/package.json',
    name: 'fastify',
  },
  {
    planted: 'an import of a package that is not listed',
    kind: 'unlisted',
    file: 'packages/core/src/clock.ts',
    name: 'left-pad',
  },
])('the unused-code gate finds $planted', ({ kind, file, name }) => {
  const names = found.filter((one) => one.file === file).flatMap((one) => one[kind].map((issue) => issue.name))
  expect(names).toContain(name)
})

function findUnused(): Promise<Found[]> {
  return new Promise((resolve, reject) => {
    const knip = join(projectRoot, 'node_modules/.bin/knip')
    execFile(knip, ['--reporter', 'json'], { cwd: folder, maxBuffer: 1e8 }, (_exit, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { issues: Found[] }).issues)
      } catch {
        reject(new Error(`knip printed no JSON: ${stdout}${stderr}`))
      }
    })
  })
}
