import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the published files may import. Each is a dependency in package.json. */
const ALLOWED = /^(\.\/[\w-]+\.(js|ts)|@trpc\/(client|server)(\/observable)?|eventsource-parser)$/

/** Throws when something in `dist` imports what its reader will not have, or when a type leaked as `any`. */
export function checkPublished(dist: string): void {
  const problems = globSync('*.{js,d.ts}', { cwd: dist }).flatMap((file) => {
    const code = readFileSync(join(dist, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const imported = [...code.matchAll(/\b(?:from\s*|import\s*\(?\s*)(["'])(.+?)\1/g)].map((match) => match[2] ?? '')
    const foreign = imported.filter((name) => !ALLOWED.test(name)).map((name) => `${file} imports ${name}`)
    return /\bany\b/.test(file.endsWith('.d.ts') ? code : '') ? [...foreign, `${file} says any`] : foreign
  })
  if (problems.length > 0) throw new Error(`Not fit to publish:\n${problems.join('\n')}`)
}
