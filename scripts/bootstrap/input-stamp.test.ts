import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { filesUnder, hashFiles } from './input-stamp.mjs'
import { projectRoot } from './project-root.mjs'

const folder = mkdtempSync(join(tmpdir(), 'coco-stamp-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return relative(projectRoot, join(folder, name))
}

test('the hash of inputs changes with a content, a name and a file more, and only then', () => {
  const one = file('a.ts', 'one')
  const before = hashFiles([one])
  expect(hashFiles([one])).toBe(before)
  expect(hashFiles([file('b.ts', 'one')])).not.toBe(before)
  expect(hashFiles([one, file('c.ts', '')])).not.toBe(before)
  file('a.ts', 'two')
  expect(hashFiles([one])).not.toBe(before)
})

test('the manifests of all workspaces are inputs of the install, and nothing installed is', () => {
  const manifests = filesUnder('.', (path) => path.endsWith('package.json'), 2)
  expect(manifests).toEqual(expect.arrayContaining(['package.json', 'apps/server/package.json', 'tests/package.json']))
  expect(manifests.filter((path) => path.includes('node_modules'))).toEqual([])
})
