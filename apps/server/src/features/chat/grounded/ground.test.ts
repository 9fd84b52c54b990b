import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import { QUESTION_MAX } from '@coco/shared/document-limits'
import { ConversationId, MessageId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { StoredSource } from '../../../store/tables/conversation-tables.ts'
import type { PlacedAsk, Turn } from '../answering/placed-ask.ts'
import { groundOf, searchQueriesOf } from './ground.ts'

const asked = (content: string): Turn => ({ role: 'user', content })
const said = (content: string): Turn => ({ role: 'assistant', content })
const source = { number: 1, documentId: randomUUID(), position: 2 }
const onDocuments = { ...NO_PARAMETERS, documents: { tags: ['hr'] } }
const place = { conversationId: ConversationId.parse(randomUUID()), previousLeafId: null }
const continued = (
  contentBefore: string,
  sourcesBefore: readonly StoredSource[] | null,
  parameters = NO_PARAMETERS,
): PlacedAsk => ({
  ...place,
  kind: 'continue',
  turns: contentBefore === '' ? [asked('Why?')] : [asked('Why?'), said(contentBefore), asked('Go on.')],
  parameters,
  questionId: MessageId.parse(randomUUID()),
  messageId: MessageId.parse(randomUUID()),
  contentBefore,
  reasoningBefore: '',
  sourcesBefore,
  previousGenerationId: null,
})

test('what goes on keeps the passages of its beginning, whatever is set by now', () => {
  expect(groundOf(continued('Because', [source]))).toEqual({
    kind: 'given',
    sources: [source],
    questionIndex: 0,
  })
  expect(groundOf(continued('Because', null, onDocuments))).toBeNull()
})

test('an answer that never began is searched for anew', () => {
  expect(groundOf(continued('', [source], onDocuments))).toMatchObject({ kind: 'searched', tags: ['hr'] })
  expect(groundOf(continued('', [source]))).toBeNull()
})

const before = 'How many days of leave do I have in a year?'

test.each(['And in March?', 'And how many for part-timers?', 'Und wie ist das in Teilzeit?', 'Why?'])(
  'what can only be about the question before it is searched for alone, and then with it: %s',
  (question) => {
    expect(searchQueriesOf([asked(before), said('25'), asked(question)])).toEqual([question, `${question}\n${before}`])
    expect(searchQueriesOf([asked(question)])).toEqual([question])
  },
)

test.each([
  'Who composed the Moonlight Sonata?',
  'How is leave carried over to the next year when a parental leave lies between?',
])('what says by itself what it is about is searched for alone: %s', (question) => {
  expect(searchQueriesOf([asked(before), said('25'), asked(question)])).toEqual([question])
})

test('of what is longer than a search takes, both ends are searched for', () => {
  const [query] = searchQueriesOf([asked(`Summarise: ${'x'.repeat(5_000)}🙂 in one line?`)])
  expect(query.length).toBeLessThanOrEqual(QUESTION_MAX)
  expect(query).toMatch(/^Summarise:[^]*in one line\?$/)
})
