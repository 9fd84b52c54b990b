import { PromptId, type PromptSummary } from '@coco/shared/prompts'
import { expect, test } from 'vitest'
import { findPrompts } from './find-prompts.ts'
import { insertPrompt } from './insert-prompt.ts'
import { isSlashOpen } from './slash.ts'

const prompt = (title: string): PromptSummary => ({
  id: PromptId.parse(crypto.randomUUID()),
  title,
  opening: '',
  isShared: false,
  isOwn: true,
  mayChange: true,
  updatedAt: '2026-01-01T00:00:00.000Z',
})

test.each([
  ['', ['A contract, short', 'Contract', 'Résumé of a call']],
  ['contract', ['Contract', 'A contract, short']],
  ['short con', ['A contract, short']],
  ['resume', ['Résumé of a call']],
  ['nothing of that kind', []],
])('looking for %j', (typed, titles) => {
  const all = ['A contract, short', 'Contract', 'Résumé of a call'].map(prompt)
  expect(findPrompts(all, typed).map(({ title }) => title)).toEqual(titles)
})

/** The field with its selection in brackets. */
function shown({ text, from, to }: ReturnType<typeof insertPrompt>) {
  return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`
}

test.each([
  ['an empty field', '', 'Sum up {{what}} for {{whom}}.', 'Sum up [{{what}}] for {{whom}}.'],
  ['without anything to fill in, the caret is behind it', '', 'Be brief.', 'Be brief.[]'],
  [
    'braces that are no variable are left alone',
    '',
    '{{}} {{a{b}} {{two\nlines}} {{x}}',
    '{{}} {{a{b}} {{two\nlines}} [{{x}}]',
  ],
  ['behind a draft, which stays', 'Mine.', 'Sum up {{what}}.', 'Mine.\n\nSum up [{{what}}].'],
  ['behind an empty line', 'Mine.\n\n', 'Be brief.', 'Mine.\n\nBe brief.[]'],
])('%s', (_, draft, text, expected) => {
  expect(shown(insertPrompt(draft, draft.length, text))).toBe(expected)
})

test('in the middle of a draft both halves stay', () => {
  expect(shown(insertPrompt('one two', 3, 'P'))).toBe('one\n\nP[]\n\n two')
})

test('prompts are offered from a typed slash in an empty field, not from one that is pasted, until it is text', () => {
  expect(isSlashOpen(false, '', '/')).toBe(true)
  expect(isSlashOpen(true, '/', '/sum up')).toBe(true)
  expect(isSlashOpen(true, '/sum', '/')).toBe(true)
  expect(isSlashOpen(true, '/', '')).toBe(false)
  expect(isSlashOpen(true, '/a', '/a\n')).toBe(false)
  expect(isSlashOpen(false, '', '/usr/bin')).toBe(false)
  expect(isSlashOpen(false, 'a', 'a/')).toBe(false)
  expect(isSlashOpen(false, '/su', '/sum')).toBe(false)
})
