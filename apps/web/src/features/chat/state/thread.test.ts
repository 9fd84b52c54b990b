import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import type { ConversationView, GenerationView, MessageView } from '@coco/shared/conversation-views'
import type { AnswerSource } from '@coco/shared/document-views'
import { ConversationId, DocumentId, GenerationId, MessageId } from '@coco/shared/ids'
import { describe, expect, test } from 'vitest'
import type { Answer } from './answer.ts'
import { exchangesOf, isAnswering, leafBelow, mergeView, runningReply, type Thread } from './thread.ts'

const NOW = '2026-01-01T00:00:00.000Z'
const idOf = (name: string) => `00000000-0000-4000-8000-${Buffer.from(name.padEnd(6)).toString('hex')}`
const messageId = (name: string) => MessageId.parse(idOf(name))

function run(status: GenerationView['status'], name = 'run'): GenerationView {
  return {
    id: GenerationId.parse(idOf(name)),
    status,
    model: 'claude',
    startedAt: NOW,
    endedAt: null,
    firstTokenMs: null,
    latencyMs: null,
    finishReason: null,
    errorCode: null,
    promptTokens: null,
    completionTokens: null,
    requestId: 'r',
    answerLabel: null,
    snowflakeRequestId: null,
    parameters: null,
  }
}

function question(name: string, parent: string | null): MessageView {
  const parentId = parent === null ? null : messageId(parent)
  return {
    id: messageId(name),
    parentId,
    role: 'user',
    content: name,
    reasoning: '',
    createdAt: NOW,
    generation: null,
    feedback: null,
    sources: null,
  }
}

function reply(name: string, parent: string, generation = run('done', name)): MessageView {
  return { ...question(name, parent), role: 'assistant', generation }
}

function view(messages: MessageView[], leaf: string | null = null): ConversationView {
  const id = ConversationId.parse(idOf('chat'))
  const leafId = leaf === null ? (messages.at(-1)?.id ?? null) : messageId(leaf)
  return { id, title: 'Chat', createdAt: NOW, updatedAt: NOW, messages, leafId, parameters: NO_PARAMETERS }
}

const empty: Thread = { messages: [], leafId: null }
const load = (of: ConversationView, into = empty) => mergeView(into, of)
/** `question 1/2 > answer 1/1`, per exchange. */
const shown = (thread: Thread) =>
  exchangesOf(thread).map(({ question: asked, questionVersion: q, reply: answered, replyVersion: r }) => {
    const right = answered && r ? ` > ${answered.answer.text} ${r.number}/${r.count}` : ''
    return `${asked.text} ${q.number}/${q.count}${right}`
  })

const TREE = [
  question('q1', null),
  reply('a1', 'q1'),
  question('q2', 'a1'),
  reply('a2', 'q2'),
  reply('a2b', 'q2'),
  question('q2x', 'a1'),
  reply('a2x', 'q2x'),
]

describe('what stands on the page', () => {
  test('is the chosen path, each message with the number of its versions', () => {
    expect(shown(load(view(TREE, 'a2b')))).toEqual(['q1 1/1 > a1 1/1', 'q2 1/2 > a2b 2/2'])
    expect(shown(load(view(TREE, 'a2x')))).toEqual(['q1 1/1 > a1 1/1', 'q2x 2/2 > a2x 1/1'])
  })

  test('leads from each version to the ones beside it', () => {
    const [, last] = exchangesOf(load(view(TREE, 'a2')))
    expect(last?.questionVersion).toEqual({ number: 1, count: 2, previousId: null, nextId: messageId('q2x') })
    expect(last?.replyVersion).toEqual({ number: 1, count: 2, previousId: null, nextId: messageId('a2b') })
  })

  test('ends at a question that has no answer', () => {
    expect(shown(load(view(TREE.slice(0, 3))))).toEqual(['q1 1/1 > a1 1/1', 'q2 1/1'])
  })

  test('is nothing for an empty conversation, or a leaf that is not there', () => {
    expect(shown(empty)).toEqual([])
    expect(shown({ ...load(view(TREE)), leafId: 'elsewhere' })).toEqual([])
  })

  test('goes on along the newest messages when another version is chosen', () => {
    const thread = load(view(TREE, 'a2x'))
    expect(leafBelow(thread, messageId('q2'))).toBe(messageId('a2b'))
    expect(leafBelow(thread, messageId('q1'))).toBe(messageId('a2x'))
    expect(leafBelow(thread, messageId('a2'))).toBe(messageId('a2'))
  })
})

describe('a new view of the conversation', () => {
  const running = view([question('q1', null), { ...reply('a1', 'q1', run('running')), content: '' }])
  const done = view([question('q1', null), { ...reply('a1', 'q1', run('done')), content: 'All of it' }])

  /** The thread in which this page has read the beginning of the running answer. */
  function half(status: 'writing' | 'incomplete' = 'writing'): Thread {
    const thread = load(running)
    const messages = thread.messages.map((message) =>
      message.role === 'user'
        ? message
        : { ...message, answer: { ...message.answer, status, text: 'All', position: 3 } as typeof message.answer },
    )
    return { ...thread, messages }
  }

  test('does not take back what was read of a running answer', () => {
    expect(runningReply(load(running, half()))?.answer).toMatchObject({ text: 'All', position: 3 })
  })

  test('brings the truth about one that ended unseen', () => {
    const thread = load(done, half())
    expect(runningReply(thread)).toBeNull()
    expect(shown(thread)).toEqual(['q1 1/1 > All of it 1/1'])
  })

  test('leaves an answer whole that the server could not save', () => {
    const failure = { code: 'store_unavailable', requestId: 'r', retryAfterMs: null, limit: null, fix: null } as const
    const unsaved = half()
    const messages = unsaved.messages.map((message) =>
      message.role === 'user'
        ? message
        : { ...message, answer: { ...message.answer, status: 'failed' as const, failure } },
    )
    const partial = view([question('q1', null), { ...reply('a1', 'q1', run('failed')), content: 'A' }])
    expect(shown(load(partial, { ...unsaved, messages }))).toEqual(['q1 1/1 > All 1/1'])
  })

  test('shows an orphan of a restarted server as interrupted, with its text', () => {
    const [exchange] = exchangesOf(load(view([question('q1', null), reply('a1', 'q1', run('interrupted'))])))
    expect(exchange?.reply?.answer).toMatchObject({ status: 'interrupted', text: 'a1' })
  })

  test('lets an answer go on that was given up too early', () => {
    const lost = half('incomplete')
    expect(isAnswering(lost)).toBeNull()
    const seen = load(running, lost)
    expect(runningReply(seen)?.answer).toMatchObject({ status: 'writing', text: 'All', position: 3 })
    expect(isAnswering(seen)).toBe(true)
  })

  test('shows the text before the present run at once', () => {
    const continued = view([question('q1', null), { ...reply('a1', 'q1', run('running')), content: 'Part one.' }])
    expect(runningReply(load(continued))?.answer).toMatchObject({ status: 'writing', text: 'Part one.', position: 0 })
  })

  test('keeps what this page asked and the view does not know yet', () => {
    const before = load(view([question('q1', null), reply('a1', 'q1')]))
    const later = load(view([question('q1', null), reply('a1', 'q1'), question('q2', 'a1'), reply('a2', 'q2')]))
    const asked: Thread = {
      messages: later.messages.map((message, index) => ({ ...message, isUnseen: index > 1 })),
      leafId: later.leafId,
    }
    const merged = load(view([question('q1', null), reply('a1', 'q1')]), asked)
    expect(shown(merged)).toEqual(shown(later))
    expect(shown(load(view([question('q1', null), reply('a1', 'q1')]), later))).toEqual(shown(before))
  })

  test('leaves messages as they are that did not change, so that they are not painted anew', () => {
    const thread = load(view(TREE))
    const again = load(view(TREE), thread)
    expect(again.messages.every((message, index) => message === thread.messages[index])).toBe(true)
  })
})

describe('what the server wrote down of an answer', () => {
  const running = load(view([question('q', null), reply('a', 'q', run('running', 'a'))]))
  const known: Thread = {
    ...running,
    messages: running.messages.map((message) =>
      message.role === 'assistant'
        ? { ...message, answer: { ...savedDone(message.answer), thought: null }, run: null }
        : message,
    ),
  }
  const ended = { ...run('done', 'a'), endedAt: NOW, firstTokenMs: 7 }
  const saved = { ...reply('a', 'q', ended), content: 'a' }

  test('is not there while it is being written, comes with its end, and leaves the text as it was read', () => {
    expect(running.messages.at(-1)).toMatchObject({ run: null })
    const merged = load(view([question('q', null), saved]), known)
    expect(merged.messages.at(-1)).toMatchObject({ run: { firstTokenMs: 7 }, answer: { text: 'a', position: 9 } })
    // The same again paints nothing anew.
    expect(load(view([question('q', null), saved]), merged).messages.at(-1)).toBe(merged.messages.at(-1))
  })

  test('what its reader thinks of it comes with it, and goes when it is taken back', () => {
    const rated = load(view([question('q', null), { ...saved, feedback: { rating: 'bad', note: '' } }]), known)
    expect(rated.messages.at(-1)).toMatchObject({ feedback: { rating: 'bad' } })
    expect(load(view([question('q', null), saved]), rated).messages.at(-1)).toMatchObject({ feedback: null })
  })

  test('a source that is gone since it was read is gone here, and what was read stays', () => {
    const passage = { title: 'Leave' } as NonNullable<AnswerSource['passage']>
    const source = { number: 1, documentId: DocumentId.parse(crypto.randomUUID()), position: 0 }
    const given = load(view([question('q', null), { ...saved, sources: [{ ...source, passage }] }]), known)
    expect(given.messages.at(-1)).toMatchObject({ answer: { sources: [{ passage }], position: 9 } })
    const gone = load(view([question('q', null), { ...saved, sources: [{ ...source, passage: null }] }]), given)
    expect(gone.messages.at(-1)).toMatchObject({ answer: { sources: [{ passage: null }], text: 'a', position: 9 } })
  })
})

/** As this page read it to its end. */
function savedDone({ model, thought }: Answer): Answer {
  return {
    model,
    thought,
    text: 'a',
    position: 9,
    status: 'done',
    finish: 'stop',
    latencyMs: 1,
    tokens: null,
    sources: null,
  }
}
