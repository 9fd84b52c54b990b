import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CASES } from './cases.ts'

const FOLDER = import.meta.dirname

/** `C13` of every `test('C13 · …')`, `test.each(…)('C13 · …')` included. */
function testedCases(): string[] {
  const sources = globSync('*.test.ts', { cwd: FOLDER }).map((file) => readFileSync(join(FOLDER, file), 'utf8'))
  return sources.flatMap((source) => [...source.matchAll(/\(\s*['"`](C\d\d) · /g)].map(([, id]) => id ?? ''))
}

test('every case of the contract has a test that names it, and no test names another', () => {
  expect([...new Set(testedCases())].sort()).toEqual(Object.keys(CASES).sort())
})
