import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../bootstrap/project-root.mjs'

/** A row of the table: what is promised, and the tests that keep it; none where it says why not. */
interface Row {
  promise: string
  files: string[]
  remark: string
}

const HIGHEST = 77
const EVERY_PROMISE = Array.from({ length: HIGHEST }, (_, index) => `U${index + 1}`)

const rows = rowsIn(read('docs/promises.md'))
const tests = execFileSync('git', ['ls-files', '*.spec.ts', '*.test.ts', '*.test.tsx'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => file !== 'scripts/gates/promises.test.ts')

test('every promise to a person has one row', () => {
  expect(rows.map(({ promise }) => promise)).toEqual(EVERY_PROMISE)
})

test('a promise that no test keeps says why', () => {
  expect(rows.filter(({ files, remark }) => files.length === 0 && remark === '')).toEqual([])
})

test('every test that a row names is there and carries the number', () => {
  const untrue = rows.flatMap(({ promise, files }) =>
    files
      .filter((file) => !tests.includes(file) || !numbersIn(read(file)).includes(promise))
      .map((file) => `${promise}: ${file}`),
  )
  expect(untrue).toEqual([])
})

test('every test that carries a number is named by its row', () => {
  const missing = tests.flatMap((file) =>
    numbersIn(read(file))
      .filter((promise) => !rows.some((row) => row.promise === promise && row.files.includes(file)))
      .map((promise) => `${promise}: ${file}`),
  )
  expect(missing).toEqual([])
})

test('a tag, a title and a row are read', () => {
  expect(numbersIn("journey('…', { tag: ['@U16', '@U7'] }, …)\ntest('it holds (U3)', …)\n// U99")).toEqual([
    'U16',
    'U7',
    'U3',
  ])
  expect(numbersIn("test('it holds, too (U2, U29)', …)\ntest('no list (U4 and more)', …)")).toEqual(['U2', 'U29'])
  expect(rowsIn('| U1 | caret | `a.spec.ts`, `b.test.ts` | at one size |\n| U2 | models | – | later |')).toEqual([
    { promise: 'U1', files: ['a.spec.ts', 'b.test.ts'], remark: 'at one size' },
    { promise: 'U2', files: [], remark: 'later' },
  ])
})

function read(file: string): string {
  return readFileSync(join(projectRoot, file), 'utf8')
}

/** `'@U16'` in a tag, `(U16)` or `(U2, U29)` in a title, each once. */
function numbersIn(code: string): string[] {
  const written = [...code.matchAll(/'@(U\d+)'|\((U\d+(?:,\s*U\d+)*)\)/g)]
  return [...new Set(written.flatMap(([, tag, titles]) => tag ?? titles?.split(/,\s*/) ?? []))]
}

function rowsIn(text: string): Row[] {
  return [...text.matchAll(/^\| (U\d+) \|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, promise = '', files = '', remark = '']) => ({
      promise,
      files: [...files.matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? ''),
      remark: remark.trim(),
    }),
  )
}
