import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ROOT, textOf, yamlOf } from './deploy-files.ts'

const Workflow = z.object({
  jobs: z.record(z.string(), z.object({ steps: z.array(z.object({ run: z.string().optional() })).optional() })),
})

/** As a runner does: values are in the text before bash sees it, and the first failure ends the step. */
const asScript = (run: string) => `#!/bin/bash\nset -eo pipefail\n${run.replaceAll(/\$\{\{.*?\}\}/g, 'value')}`

function scriptsOf(name: string): string[] {
  const { jobs } = Workflow.parse(yamlOf(`.github/workflows/${name}`))
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? [])
  return steps.flatMap(({ run }) => (run === undefined ? [] : [asScript(run)]))
}

function findingsIn(script: string): string {
  return spawnSync('shellcheck', ['--shell=bash', '--format=gcc', '-'], { input: script, encoding: 'utf8' }).stdout
}

const isInstalled = spawnSync('shellcheck', ['--version']).status === 0

// Debian's package and GitHub's machines have it; npm has no build of it that is kept.
describe.runIf(isInstalled)('shellcheck finds nothing', () => {
  test.each(readdirSync(join(ROOT, '.github/workflows')))('in the steps of %s', (name) => {
    const scripts = scriptsOf(name)
    expect(scripts).not.toEqual([])
    expect(scripts.map(findingsIn).join('')).toBe('')
  })

  test('in .ci/run', () => {
    expect(findingsIn(textOf('.ci/run'))).toBe('')
    expect(findingsIn('rm -rf $1')).toContain('SC2086')
  })
})
