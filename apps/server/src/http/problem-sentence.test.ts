import { expect, test } from 'vitest'
import { readChatStreamBody } from './chat-stream-body.ts'
import { problemSentence } from './problem-sentence.ts'
import { readJson } from './read-json.ts'

test.each([
  ['{"message": hi}', 'The body is not valid JSON.'],
  ['[]', 'The body must be a JSON object, sent with Content-Type: application/json.'],
  ['', 'The body must be a JSON object, sent with Content-Type: application/json.'],
  ['{}', 'The body needs a "message" or "messages".'],
  ['{"message": "hi", "max_tokens": 0, "temperature": 2}', 'Please correct: max_tokens, temperature.'],
  ['{"messages": [{"role": "user"}]}', 'Please correct: messages.0.content.'],
])('%s is refused with what to do about it', (body, sentence) => {
  const json = readJson(Buffer.from(body), 'application/json')
  const read =
    'value' in json ? readChatStreamBody(json.value) : 'problem' in json ? { problems: [json.problem] } : null
  expect(read && 'problems' in read && problemSentence(read.problems)).toBe(sentence)
})
