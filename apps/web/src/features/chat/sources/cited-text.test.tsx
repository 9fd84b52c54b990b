import type { AnswerSource } from '@coco/shared/document-views'
import { DocumentId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Markdown } from '../text/markdown.tsx'
import { Citations } from './citations.ts'

const documentId = DocumentId.parse(randomUUID())
const passage = {
  documentId,
  position: 0,
  title: 'Leave <2026>',
  tags: [],
  isPersonal: false,
  headings: [],
  page: null,
  content: '25 days.',
}
const SOURCES: AnswerSource[] = [
  { number: 1, documentId, position: 0, passage },
  { number: 2, documentId, position: 1, passage: null },
]
const shown = (source: string, sources: readonly AnswerSource[] | null = SOURCES) =>
  renderToStaticMarkup(
    <Citations value={sources}>
      <Markdown source={source} isWriting={false} />
    </Citations>,
  )
const buttonsIn = (html: string) => [...html.matchAll(/<button[^>]*aria-label="([^"]*)"[^>]*>(.*?)<\/button>/g)]

test('a number is a button that says which passage it leads to (U26)', () => {
  const buttons = buttonsIn(shown('**25 days [1]**, as ever [1, 2].'))
  expect(buttons.map(([, label, text]) => [label, text])).toEqual([
    ['Source 1: Leave &lt;2026&gt;', '1'],
    ['Source 1: Leave &lt;2026&gt;', '1'],
    ['Source 2: gone, or not to be read any more', '2'],
  ])
})

test('a number that no passage has is marked, and leads nowhere (U26)', () => {
  const html = shown('25 days [7].')
  expect(buttonsIn(html)).toEqual([])
  expect(html).toContain('aria-label="7: no such passage was given to the model"')
  expect(html).toContain('7?')
})

test.each([
  ['code', 'Use `a[1]`, and\n\n```ts\nb[1]\n```'],
  ['a link', 'See [the page [1]](https://example.org/).'],
])('%s is not cut at its numbers', (_, source) => {
  const html = shown(source)
  expect(buttonsIn(html).filter(([, label]) => label?.startsWith('Source'))).toEqual([])
  expect(html).toContain('[1]')
})

test('an answer that was not given from documents keeps its brackets', () => {
  expect(shown('The list [1].', null)).toBe('<div><p dir="auto">The list [1].</p></div>')
})

test.each([
  ['a link', '25 days [1](https://evil.example/x).'],
  ['a link that is bold', '25 days [**1**](https://evil.example/x).'],
  ['a link in brackets', '25 days [[1]](https://evil.example/x).'],
  ['a definition', '25 days [1].\n\n[1]: https://evil.example/x'],
  ['a definition under words', '[25 days][1].\n\n[1]: https://evil.example/x'],
])('a number leads to its passage and nowhere else, whatever address is hung on it: %s', (_, source) => {
  const html = shown(source)
  expect(html).not.toContain('<a ')
  expect(html).toContain('https://evil.example/x')
  expect(html).toContain('25 days')
  expect(buttonsIn(html).map(([, label]) => label)).toEqual(['Source 1: Leave &lt;2026&gt;'])
})

test('other digits are no link either, and an answer of another kind keeps its links', () => {
  expect(shown('25 days [¹](https://evil.example/x).')).not.toContain('<a ')
  expect(shown('25 days [1](https://example.org/x).', null)).toContain('<a href="https://example.org/x"')
})

test('in a table numbers are buttons, too', () => {
  expect(buttonsIn(shown('| Days | From |\n|---|---|\n| 25 [1] | law [9] |'))).toHaveLength(1)
})
