import { expect, test } from 'vitest'
import { checkNode } from './check-machine.ts'

test.each([
  ['20.20.2', false],
  ['22.12.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s: %s', (version, ok) => {
  expect(checkNode(version)).toMatchObject({ check: 'node', ok, detail: expect.stringContaining(version) })
})
