import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../bootstrap/project-root.mjs'

/** A fault for each rule that the house style leans on: where it is planted, and what it looks like. */
const faults: { rule: string; file: string; source: string }[] = [
  {
    rule: 'typescript(no-floating-promises)',
    file: 'apps/server/src/floating.ts',
    source: `export const go = () => { Promise.resolve(1) }`,
  },
  {
    rule: 'typescript(no-misused-promises)',
    file: 'apps/server/src/misused.ts',
    source: `export const go = (list: number[]) => list.forEach(async (n) => { await Promise.resolve(n) })`,
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    file: 'apps/server/src/incomplete.ts',
    source: `export function name(x: 'a' | 'b') { switch (x) { case 'a': return 1 } return 2 }`,
  },
  {
    rule: 'typescript(await-thenable)',
    file: 'apps/server/src/needless.ts',
    source: `export const go = async (n: number) => { await n }`,
  },
  {
    rule: 'typescript(no-explicit-any)',
    file: 'apps/server/src/anything.ts',
    source: `export const take = (x: any) => String(x)`,
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    file: 'apps/server/src/surely.ts',
    source: `export const first = (list: string[]) => list[0]!`,
  },
  {
    rule: 'typescript(ban-ts-comment)',
    file: 'apps/server/src/hush.ts',
    source: `// @ts-ignore\nexport const one: string = 1`,
  },
  {
    rule: 'typescript(consistent-type-imports)',
    file: 'apps/server/src/value-import.ts',
    source: `import { Server } from 'node:http'\nexport const take = (server: Server) => server`,
  },
  {
    rule: 'eslint(max-lines)',
    file: 'apps/server/src/endless.ts',
    source: `${'\n'.repeat(400)}export const end = 1`,
  },
  {
    rule: 'import(no-default-export)',
    file: 'apps/server/src/nameless.ts',
    source: `export default 1`,
  },
  {
    rule: 'import(no-cycle)',
    file: 'apps/server/src/egg.ts',
    source: `import { hen } from './hen.ts'\nexport const egg = () => hen`,
  },
  {
    rule: 'oxc(no-barrel-file)',
    file: 'packages/core/src/index.ts',
    source: `export * from './hen.ts'`,
  },
  {
    rule: 'eslint(no-restricted-globals)',
    file: 'packages/core/src/platform.ts',
    source: `export const isWindows = process.platform === 'win32'`,
  },
  {
    rule: 'node(no-process-env)',
    file: 'apps/web/src/mode.ts',
    source: `export const mode = process.env.MODE`,
  },
  {
    rule: 'eslint(no-restricted-imports)',
    file: 'apps/emulator/src/borrow.ts',
    source: `import { TenantId } from '@coco/shared/ids'\nexport const id = TenantId`,
  },
  {
    rule: 'eslint(no-restricted-imports)',
    file: 'packages/core/src/framed.ts',
    source: `import fastify from 'fastify'\nexport const server = fastify()`,
  },
  {
    rule: 'eslint(no-restricted-imports)',
    file: 'apps/web/src/ui/table.tsx',
    source: `import { useQuery } from '@tanstack/react-query'\nexport const rows = useQuery`,
  },
  {
    rule: 'eslint(no-restricted-imports)',
    file: 'apps/web/src/lib/router.ts',
    source: `import { AppRouter } from '@coco/server/api'\nexport const router = AppRouter`,
  },
  {
    rule: 'vitest(no-focused-tests)',
    file: 'apps/server/src/only.test.ts',
    source: `import { expect, test } from 'vitest'\ntest.only('alone', () => { expect(1).toBe(1) })`,
  },
  {
    rule: 'vitest(no-disabled-tests)',
    file: 'apps/server/src/skip.test.ts',
    source: `import { expect, test } from 'vitest'\ntest.skip('never', () => { expect(1).toBe(1) })`,
  },
]

/** What is right and close to a fault: none of it may be refused. */
const rightThings: Record<string, string> = {
  'apps/server/src/main.ts': `export const port = Number(process.env.COCO_PORT)`,
  'apps/server/src/hen.ts': `import { egg } from './egg.ts'\nexport const hen = () => egg`,
  'packages/core/src/hen.ts': `export const hen = 1`,
  'apps/web/src/lib/trpc.ts': `import type { AppRouter } from '@coco/server/api'\nexport type Router = AppRouter`,
}

const folder = mkdtempSync(join(tmpdir(), 'coco-lint-'))
/** Rules by the file in which they were found broken. */
const found = new Map<string, string[]>()

beforeAll(async () => {
  cpSync(join(projectRoot, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2024',
    allowImportingTsExtensions: true,
    noEmit: true,
  }
  plant('tsconfig.json', JSON.stringify({ compilerOptions, include: ['apps', 'packages'] }))
  for (const { file, source } of faults) plant(file, source)
  for (const [file, source] of Object.entries(rightThings)) plant(file, source)

  for (const { filename, code } of (await lint()).diagnostics)
    found.set(filename, [...(found.get(filename) ?? []), code])
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

test.each(faults)('lint finds $rule planted in $file', ({ rule, file }) => {
  expect(found.get(file)).toContain(rule)
})

test.each(['apps/server/src/main.ts', 'apps/web/src/lib/trpc.ts'])('lint has nothing to say about %s', (file) => {
  expect(found.get(file)).toBeUndefined()
})

function plant(path: string, source: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `${source}\n`)
}

function lint(): Promise<{ diagnostics: { filename: string; code: string }[] }> {
  return new Promise((resolve, reject) => {
    const oxlint = join(projectRoot, 'node_modules/.bin/oxlint')
    // oxlint looks for its type-aware half on PATH, where only a package manager puts it.
    const env = { ...process.env, PATH: `${dirname(oxlint)}:${process.env.PATH}` }
    const options = { cwd: folder, env, maxBuffer: 1e8 }
    execFile(oxlint, ['--type-aware', '--format=json'], options, (_exit, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout))
      } catch {
        reject(new Error(`oxlint printed no JSON: ${stdout}${stderr}`))
      }
    })
  })
}
