import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const CLIENT = join(root, 'packages/client')
const EXAMPLE = join(root, 'examples/summarise-service')

export interface OutsideProject extends Disposable {
  folder: string
  /** Runs a program in the project. Rejects when it fails, with what it printed. */
  run(command: string, ...args: string[]): Promise<{ stdout: string; stderr: string }>
}

/**
 * The example service in a folder far from this repository, with the client installed by npm from its packed tarball:
 * what another team has. Files of `extra` are added to it.
 */
export async function createOutsideProject(extra: Record<string, string>): Promise<OutsideProject> {
  const folder = mkdtempSync(join(tmpdir(), 'coco-client-'))
  const inFolder = (command: string, ...args: string[]) => run(command, args, { cwd: folder })

  await run('pnpm', ['pack', '--out', join(folder, 'coco-client.tgz')], { cwd: CLIENT })
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => !path.includes('node_modules') })
  for (const [path, source] of Object.entries(extra)) writeFileSync(join(folder, path), source)
  writeFileSync(join(folder, 'package.json'), JSON.stringify(outsideManifest()))
  await inFolder('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline')

  return { folder, run: inFolder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The programs that the client's README shows, as files of such a project. */
export function readmeExamples(): Record<string, string> {
  const readme = readFileSync(join(CLIENT, 'README.md'), 'utf8')
  const programs = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
  return Object.fromEntries(programs.map((source, index) => [`src/readme-${index + 1}.ts`, source]))
}

/** The example's package.json as it is outside, where neither the workspace nor its catalog exists. */
function outsideManifest() {
  const manifest = JSON.parse(readFileSync(join(EXAMPLE, 'package.json'), 'utf8')) as Record<string, unknown>
  return {
    ...manifest,
    dependencies: { '@coco/client': 'file:coco-client.tgz' },
    devDependencies: { '@types/node': installedVersion('@types/node'), typescript: installedVersion('typescript') },
  }
}

function installedVersion(name: string): string {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
