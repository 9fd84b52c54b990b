import { describe, expect, test } from 'vitest'
import { parseChatRequest } from '../request/parse-chat-request.ts'
import { writeAnswer } from './write-answer.ts'

interface Said {
  model?: string
  system?: string
  earlier?: [user: string, assistant: string][]
  fields?: Record<string, unknown>
}

function answerTo(prompt: string, { model = 'openai-gpt-4.1', system, earlier = [], fields = {} }: Said = {}) {
  const turns = earlier.flatMap(([user, assistant]) => [
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
  ])
  const first = system === undefined ? [] : [{ role: 'system', content: system }]
  const parsed = parseChatRequest({
    model,
    messages: [...first, ...turns, { role: 'user', content: prompt }],
    ...fields,
  })
  if (!parsed.ok) throw new Error(parsed.refusal.message)
  return writeAnswer(parsed.request).text
}

describe('the writer answers', () => {
  test.each<[string, string, RegExp]>([
    ['to the letter', ' say exactly: a  b\n\tc ', /^a {2}b\n\tc $/],
    [
      'what Snowflake is, in one sentence',
      'Describe Snowflake in 1 sentence',
      /^Snowflake is a cloud data platform[^.]+\.$/,
    ],
    ['the same when asked otherwise', 'What is Snowflake?', /^Snowflake is a cloud data platform/],
    ['by counting', 'Please count to 5', /^1, 2, 3, 4, 5$/],
    ['by counting on', 'count from 8 up to 11', /^8, 9, 10, 11$/],
    ['with a sum', 'What is 12 * 7?', /\*\*84\*\*/],
    ['with a sum that has no result', '1 / 0', /Division by zero/],
    ['with Python', 'Write a Python function', /```python\n/],
    ['with SQL', 'show me a SQL query', /```sql\nSELECT/],
    ['with TypeScript', 'some TypeScript code please', /```typescript\n/],
    ['with Python when no language is named', 'show me some code', /```python\n/],
    ['with a table of as many rows', 'a table with 7 rows', /(?:\n\| \d+ \|.*){7}$/],
    ['with a list of as many items', 'list 3 reasons for tea', /^[^\n]*\n(?:\n- .*){3}$/],
    ['with a list counted in words', 'Give me seven ideas', /^[^\n]*\n(?:\n- .*){7}$/],
    [
      'with no more items than it knows, and says so',
      'list 150 reasons',
      /\n\nThese are all that the local stand-in has/,
    ],
    ['with a table of orders when a year is named', 'a table of the orders of 2026', /^Orders[^|]*(?:\n\|.*){6}$/],
    ['with a table of something else, honestly', 'a table of planets', /^The local stand-in has no figures for that/],
    ['what it can do', 'What can you do?', /- .*“/],
    ['to how it is', 'How are you?', /^Well, thank you/],
    ['to a statement by taking note', 'My favourite colour is amber', /^Noted: “My favourite colour is amber”/],
    ['to a text to summarise with the truth', 'Summarize this text: a b c', /local stand-in/],
    [
      'the same when the text has the words of a wish',
      'A summary.\n\nSnowflake has a chat. This is it.',
      /local stand-in/,
    ],
    ['with a tour of Markdown', 'show me Markdown', /^# Heading/],
    ['a greeting', 'hello!', /^Hello!/],
    ['a greeting that is asked for', 'Say hello', /^Hello!/],
    ['thanks', 'thank you', /welcome|Gladly|Any time/],
    ['anything else, without pretending to know', 'Explain photosynthesis', /photosynthesis[^]*local stand-in/],
    ['an empty message', '   ', /empty/],
  ])('%s', (_title, prompt, expected) => {
    expect(answerTo(prompt)).toMatch(expected)
  })

  test.each([1, 7, 300, 5000])('a long answer of exactly %i words', (count) => {
    expect(answerTo(`Write a long answer of ${count} words`).split(/\s+/)).toHaveLength(count)
  })

  test.each(Array.from({ length: 60 }, (_, index) => index + 1))(
    'a long answer of %i words in whole sentences',
    (count) => {
      const sentences = answerTo(`Write a long answer of ${count} words`).split(/(?<=\.)\s+/)
      expect(sentences.join(' ').split(/\s+/)).toHaveLength(count)
      for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[^.]*\.$/u)
    },
  )

  test('a table whose rows fit together: each region once, the best first, the trend as the change says', () => {
    const lines = answerTo('Make a table of orders by region, with 30 rows').split('\n').slice(-30)
    const rows = lines.map((line) => line.split('|').map((cell) => cell.trim()))
    const orders = rows.map((row) => Number(row[3]?.replace(',', '')))
    expect(new Set(rows.map((row) => row[2])).size).toBe(30)
    expect(orders).toEqual(orders.toSorted((a, b) => b - a))
    for (const [, , , , change, trend] of rows) {
      const percent = Number.parseInt(change?.replace('−', '-') ?? '', 10)
      expect(trend).toBe(percent > 1 ? 'rising' : percent < -1 ? 'falling' : 'steady')
    }
  })

  test('who it is: named like the model, and honest about being none', () => {
    expect(answerTo('Who are you?', { model: 'claude-4-sonnet' })).toMatch(/claude-4-sonnet.*not that model.*stand-in/s)
  })
})

test('a prompt of a megabyte is answered at once, whatever it repeats', () => {
  for (const words of ['summary ', 'count to ', 'table about ', 'my name is ', '   \n', '1 + ']) {
    expect(answerTo(words.repeat(1_000_000 / words.length))).not.toBe('')
  }
})

describe('nothing is said twice in one answer', () => {
  test.each([
    'List five tips for a status report that people read',
    'list 24 reasons to learn Rust',
    'What are the advantages of remote work?',
    'steps to deploy a web app',
    'Make a table of orders by region, with the trend',
    'a table with 200 rows',
    'Explain Snowflake to somebody who has never used it',
    'Tell me about Snowflake',
    'Why is the sky blue?',
    'Plan a weekend in Lisbon',
    'I have a question',
    'help',
    'Write an essay',
    'Write a long answer of 5000 words',
    'Write a long answer of 50000 words',
  ])('%s', (prompt) => {
    for (const model of ['openai-gpt-4.1', 'claude-4-sonnet', 'llama3.1-70b']) {
      const lines = answerTo(prompt, { model }).split(/\n+|(?<=[.?!])\s+/)
      const repeated = lines.filter((line, index) => /\w/.test(line) && lines.indexOf(line) !== index)
      expect(repeated.slice(0, 3)).toEqual([])
    }
  })
})

describe('the writer remembers', () => {
  const earlier: [string, string][] = [
    ['My name is Ann', 'Hello Ann'],
    ['I like tea', 'Good'],
  ]

  test.each<[string, string, RegExp]>([
    ['what was said last', 'What did I just say?', /> I like tea$/],
    ['a name', 'what is my name?', /Ann/],
    ['its own answer', 'what did you just say?', /^Good$/],
    ['the whole conversation', 'Summarize our conversation', /1\. My name is Ann\n2\. I like tea$/],
    ['what came before, in any answer', 'Explain rivers', /I like tea/],
  ])('%s', (_title, prompt, expected) => {
    expect(answerTo(prompt, { earlier })).toMatch(expected)
  })

  test('nothing, when nothing was said', () => {
    expect(answerTo('What did I just say?')).toContain('first message')
  })

  test('whom the system prompt says it talks to', () => {
    const system = 'You are a helpful AI assistant for User Beta. Your name is Coco.'
    expect(answerTo('hi', { system })).toContain('Hello, User Beta!')
    expect(answerTo('who are you?', { system })).toContain('call me Coco')
  })
})

describe('the same request', () => {
  test.each(['Explain rivers', 'a table with 4 rows', 'write an essay'])('gets the same answer: %s', (prompt) => {
    expect(answerTo(prompt)).toBe(answerTo(prompt))
  })

  test('to another model or with another seed gets another', () => {
    const prompt = 'write an essay'
    const answers = [
      answerTo(prompt),
      answerTo(prompt, { model: 'llama3.1-70b' }),
      answerTo(prompt, { fields: { seed: 1 } }),
    ]
    expect(new Set(answers).size).toBe(3)
  })
})

test('a stop sequence ends the answer before it', () => {
  expect(answerTo('count to 9', { fields: { stop: [', 4', ', 6'] } })).toBe('1, 2, 3')
})

describe('a summary that the system prompt orders', () => {
  const system = 'You are a helpful assistant for User Alpha.\n\nSummarise what the user sends in two sentences.'

  test('is how the text begins, whatever words it has', () => {
    const text =
      '# Coco\n\nChat for **tenants**. Each has a key.\n\n| a | table |\n\nWrite code, count to 5, what have we?'
    expect(answerTo(text, { system, model: 'mistral-large2' })).toBe(
      'Chat for **tenants**. Each has a key.\n\n(So it begins: the local stand-in for mistral-large2 reads no further.)',
    )
  })

  test('is not made of what has no sentence', () => {
    expect(answerTo('12 * 7', { system })).toContain('84')
  })
})

describe('an answer that was cut', () => {
  const QUESTION = 'Write a long answer of 80 words'
  const GO_ON = 'Your last answer was cut off. Continue it exactly where it stops. Repeat nothing.'

  test('goes on where it ends, wherever that is', () => {
    const whole = answerTo(QUESTION)
    for (let end = 1; end < whole.length; end++) {
      const rest = answerTo(GO_ON, { earlier: [[QUESTION, whole.slice(0, end)]] })
      expect(whole.slice(0, end) + rest).toBe(whole)
    }
  })

  test('goes on in the middle of a conversation', () => {
    const earlier: [string, string] = ['What is Snowflake?', answerTo('What is Snowflake?')]
    const whole = answerTo(QUESTION, { earlier: [earlier] })
    const rest = answerTo('Go on where you left off', { earlier: [earlier, [QUESTION, whole.slice(0, 30)]] })
    expect(rest).toBe(whole.slice(30))
  })

  test('ends in a sentence when it is not one of these, or was whole', () => {
    expect(answerTo(GO_ON, { earlier: [['Hello', 'Something that another model wr']] })).toMatch(/^ … and no further/)
    expect(answerTo(GO_ON, { earlier: [['say exactly: All.', 'All.']] })).toMatch(/^ … and no further/)
  })
})
