import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from '../bootstrap/project-root.mjs'

const WORKSPACE_PARENTS = ['apps', 'packages', 'examples']
const SINGLE_WORKSPACES = ['tests', 'e2e', 'bench']
const INSTALLED = ['fastify', 'zod', 'fast-check', '@trpc/client', 'pg']

/**
 * Writes a small repository: the real package.json of every workspace, stand-ins for installed packages, and files.
 * @param files source by path from the root
 */
export function plantTree(folder: string, files: Record<string, string>) {
  const workspaces = [
    ...WORKSPACE_PARENTS.flatMap((parent) => readdirSync(join(projectRoot, parent)).map((name) => `${parent}/${name}`)),
    ...SINGLE_WORKSPACES,
  ]
  for (const manifest of ['package.json', ...workspaces.map((workspace) => `${workspace}/package.json`)]) {
    mkdirSync(dirname(join(folder, manifest)), { recursive: true })
    cpSync(join(projectRoot, manifest), join(folder, manifest))
  }
  for (const workspace of workspaces) {
    const { name } = JSON.parse(readFileSync(join(folder, workspace, 'package.json'), 'utf8')) as { name: string }
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(folder, workspace), link)
  }
  for (const name of INSTALLED) {
    write(
      join(folder, 'node_modules', name, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    )
    write(join(folder, 'node_modules', name, 'index.js'), '')
  }
  for (const [path, source] of Object.entries(files)) write(join(folder, path), source)
}

function write(path: string, content: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
