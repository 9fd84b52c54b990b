import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import type { ConversationParameters } from '@coco/shared/answer-parameters'
import { ConversationView } from '@coco/shared/conversation-views'
import type { AnswerSource } from '@coco/shared/document-views'
import { DocumentId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { toJson, toMarkdown } from './export-conversation.ts'

const AT = '2026-11-26T12:00:00.000Z'
const [question, answer, other] = [randomUUID(), randomUUID(), randomUUID()]

function view(
  title: string,
  parameters: ConversationParameters = NO_PARAMETERS,
  sources: AnswerSource[] | null = null,
) {
  const message = (id: string, parentId: string | null, role: string, content: string) => ({
    id,
    parentId,
    role,
    content,
    reasoning: '',
    createdAt: AT,
    generation: null,
    feedback: null,
    sources: id === answer ? sources : null,
  })
  return ConversationView.parse({
    id: randomUUID(),
    title,
    createdAt: AT,
    updatedAt: AT,
    messages: [
      message(question, null, 'user', 'Why?'),
      message(answer, question, 'assistant', '**Because**\n\n- so'),
      message(other, question, 'assistant', 'another'),
    ],
    leafId: answer,
    parameters,
  })
}

test('Markdown has the chosen path, to the letter', () => {
  expect(toMarkdown(view('Reasons'))).toEqual({
    fileName: 'Reasons-2026-11-26.md',
    mediaType: 'text/markdown',
    text: '# Reasons\n\n## Question\n\nWhy?\n\n## Answer\n\n**Because**\n\n- so\n',
  })
})

test('Markdown says how the answers were asked for, where somebody has set that', () => {
  const set = { temperature: 0.2, maxTokens: 500, instructions: 'Be # brief.', documents: null }
  expect(toMarkdown(view('Reasons', set)).text).toMatch(
    /^# Reasons\n\n\*Temperature 0\.2 · at most 500 tokens an answer\*\n\n## Instructions\n\nBe # brief\.\n\n## Question\n/,
  )
})

test('Markdown lists under an answer from documents what it was given, and no title that is gone', () => {
  const documentId = DocumentId.parse(randomUUID())
  const passage = {
    documentId,
    position: 4,
    title: 'Leave # 2026',
    tags: [],
    isPersonal: false,
    headings: ['How <many>'],
    page: 3,
    content: '25 days.',
  }
  const sources = [
    { number: 1, documentId, position: 4, passage },
    { number: 2, documentId, position: 5, passage: null },
  ]
  const { text } = toMarkdown(view('Reasons', { ...NO_PARAMETERS, documents: { tags: ['hr'] } }, sources))
  expect(text).toContain('*answered from documents tagged hr*')
  expect(text).toMatch(
    /- so\n\n### Sources\n\n1\. Leave \\# 2026 · How \\<many\\> · page 3\n2\. \*This passage is gone, or may not be read any more\.\*\n$/,
  )
})

test('JSON has the whole tree (U23)', () => {
  const conversation = view('Reasons')
  const { text, fileName } = toJson(conversation)
  expect(JSON.parse(text)).toEqual({ format: 'coco-conversation', version: 1, ...conversation })
  expect(fileName).toBe('Reasons-2026-11-26.json')
})

test.each([
  ['# big\n\n<script>', '# \\# big \\<script\\>'],
  ['a `b` [c](d) ![e](f)', '# a \\`b\\` \\[c\\](d) !\\[e\\](f)'],
])('the title %j stays one plain heading (U77)', (title, heading) => {
  expect(toMarkdown(view(title)).text.split('\n')[0]).toBe(heading)
})

test.each([
  ['../../etc/passwd', 'etc-passwd-2026-11-26.md'],
  ['CON', 'CON-2026-11-26.md'],
  ['-rf *', 'rf-2026-11-26.md'],
  ['日本の首都は?', '日本の首都は-2026-11-26.md'],
  ['???', 'conversation-2026-11-26.md'],
  ['x'.repeat(200), `${'x'.repeat(50)}-2026-11-26.md`],
])('the title %j makes the file %s', (title, fileName) => {
  expect(toMarkdown(view(title)).fileName).toBe(fileName)
})
