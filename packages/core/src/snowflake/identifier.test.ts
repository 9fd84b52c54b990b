import { expect, test } from 'vitest'
import { quoteIdentifier, quoteLiteral } from './identifier.ts'

test.each([
  ['COCO_TENANT_ALPHA', '"COCO_TENANT_ALPHA"'],
  ['CORTEX-MODEL-ROLE-OPENAI-GPT-4.1', '"CORTEX-MODEL-ROLE-OPENAI-GPT-4.1"'],
  ['a"; DROP USER x; --', '"a""; DROP USER x; --"'],
])('the name %j is one identifier', (name, quoted) => expect(quoteIdentifier(name)).toBe(quoted))

test.each(['', 'a\0b', 'x'.repeat(256)])('what no object can be called is refused: %j', (name) => {
  expect(() => quoteIdentifier(name)).toThrow(/cannot be the name/)
})

test.each([
  ["it's", "'it''s'"],
  ['back\\slash', "'back\\\\slash'"],
  ["\\' OR 1=1 --", "'\\\\'' OR 1=1 --'"],
])('the text %j is one literal', (text, quoted) => expect(quoteLiteral(text)).toBe(quoted))
