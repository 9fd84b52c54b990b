import { expect, test } from 'vitest'
import { toFileName, toTitle, withoutEnding } from './upload-names.ts'

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\ann\\plan.docx', 'plan.docx'],
  ['a\u202Egnp.exe', 'a gnp.exe'],
  ['two\nlines\0.md', 'two lines .md'],
  ['  \u200B ', null],
  ['/', null],
  [null, null],
])('a file called %j is %j in a list', (given, shown) => {
  expect(toFileName(given)).toBe(shown)
})

test('a name without end is cut, and never in the middle of a character', () => {
  const name = toFileName('😀'.repeat(300))
  expect([name?.length, name?.isWellFormed(), name?.endsWith('😀')]).toEqual([254, true, true])
})

test('a document is called what somebody said, what it says itself, or what its file is called', () => {
  expect(toTitle(null, ' ', withoutEnding('plan 2026.docx'))).toBe('plan 2026')
  expect(toTitle('\u2028', 'Itself', 'file')).toBe('Itself')
  expect(toTitle(null)).toBe('Untitled')
  expect(withoutEnding('v1.2 of the plan')).toBe('v1.2 of the plan')
})
