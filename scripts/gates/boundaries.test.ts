import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import dependencyCruiserConfig from '../../.dependency-cruiser.mjs'
import { allowedImports, plantedViolations } from './boundary-plants.ts'
import { cruiseProject } from './cruise-project.mjs'
import { plantTree } from './plant-tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'coco-boundaries-'))
/** Names of the broken rules by the file that breaks them. */
const broken = new Map<string, string[]>()

beforeAll(async () => {
  plantTree(folder, { ...allowedImports, ...Object.assign({}, ...plantedViolations.map(({ files }) => files)) })
  const { summary } = await cruiseProject(folder)
  for (const { from, rule } of summary.violations) broken.set(from, [...(broken.get(from) ?? []), rule.name])
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('imports across a boundary', () => {
  test.each(plantedViolations)('$rule refuses $breach', ({ rule, files }) => {
    const [file = ''] = Object.keys(files)
    expect([...new Set(broken.get(file))]).toEqual([rule])
  })

  test.each(Object.keys(allowedImports))('%s may import what it imports', (file) => {
    expect(broken.get(file)).toBeUndefined()
  })

  test('every rule has a violation planted here, so that none can be blind', () => {
    const rules = new Set(dependencyCruiserConfig.forbidden.map(({ name }) => name))
    expect(new Set(plantedViolations.map(({ rule }) => rule))).toEqual(rules)
  })
})
