import { expect, test } from 'vitest'
import { isDrawable } from './drawable.ts'

test.each([
  ['a small one', 'flowchart LR\n A --> B', true],
  ['a long one', `flowchart LR\n${'%% words\n'.repeat(500)}`, false],
  ['a wide one', `flowchart LR\n A[${'x'.repeat(30_000)}]`, false],
  ['many edges', `flowchart LR\n ${'A --> '.repeat(400)}B`, false],
  ['edges that multiply', `flowchart LR\n ${'a & '.repeat(20)}b --> ${'c & '.repeat(20)}d`, false],
])('%s: drawn %#, %s (U76)', (_, source, expected) => {
  expect(isDrawable(source)).toBe(expected)
})
