import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../bootstrap/project-root.mjs'

const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: projectRoot, encoding: 'utf8' }).trim().split('\n')

test('there are documents to look at', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']))
})

test.each(documents)('%s: every link leads somewhere', (document) => {
  const folder = dirname(join(projectRoot, document))
  expect(linksIn(read(document)).filter((link) => !existsSync(join(folder, link)))).toEqual([])
})

test.each(documents)('%s: every file that it names is there, from the root or from where it stands', (document) => {
  const folders = [projectRoot, dirname(join(projectRoot, document))]
  const isThere = (path: string) => folders.some((folder) => existsSync(join(folder, path)))
  expect(pathsIn(read(document)).filter((path) => !isThere(path))).toEqual([])
})

test('a broken link and a lost file would be found', () => {
  const text =
    'See [this](docs/lost.md#part), <img src="docs/lost.png"> and `apps/lost/main.ts`, not `sql/tenants/NAME.sql`.'
  expect(linksIn(text)).toEqual(['docs/lost.md', 'docs/lost.png'])
  expect(pathsIn(text)).toEqual(['apps/lost/main.ts'])
})

function read(document: string): string {
  return readFileSync(join(projectRoot, document), 'utf8')
}

/** Relative ones, without the part after #. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, picture]) => (link ?? picture ?? '').replace(/#.*/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
}

/** What stands in backquotes and begins like a path. Made-up names and patterns are none, and what is built is not there yet. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:apps|bench|docs|e2e|examples|packages|scripts|tests)\/[\w./-]+|sql\/[\w./-]+\.sql)`/g)]
    .map(([, path]) => path ?? '')
    .filter((path) => !/NAME|NNNN|tenants\/|\bdist\b/.test(path))
}
