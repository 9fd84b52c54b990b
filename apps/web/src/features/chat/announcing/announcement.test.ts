import { describe, expect, test } from 'vitest'
import { type Answer, waitingAnswer } from '../state/answer.ts'
import type { Reply } from '../state/thread.ts'
import { type Announce, NOTHING_TOLD, tell, type Told } from './announcement.ts'

const written = { ...waitingAnswer('m', 0), text: 'Forty-two.' }
const done: Answer = { ...written, status: 'done', finish: 'stop', latencyMs: 1, tokens: null }
const writing = (text: string): Answer => ({ ...written, status: 'writing', text })
const reply = (answer: Answer, key = 'a'): Reply => {
  return {
    id: key,
    key,
    parentId: 'q',
    isUnseen: false,
    role: 'assistant',
    answer,
    generationId: 'g',
    run: null,
    feedback: null,
  }
}

/** Everything that is said while an answer goes through these states. */
function heard(answers: Answer[], announce: Announce): string[] {
  const said: string[] = []
  let told: Told = NOTHING_TOLD
  for (const answer of answers) {
    const next = tell(told, reply(answer), false, announce)
    if (next.text !== told.text) said.push(next.text)
    told = next
    expect(tell(told, reply(answer), false, announce), 'the same again').toBe(told)
  }
  return said
}

describe('a screen reader hears (U55)', () => {
  test.each<[string, Answer, string]>([
    ['when a short answer is complete', done, 'Answer complete. Forty-two.'],
    ['when a long answer is complete', { ...done, text: 'x'.repeat(500) }, 'Answer complete.'],
    ['when it was stopped', { ...written, status: 'stopped', isSettled: true }, 'Stopped'],
    ['when the server ended', { ...written, status: 'interrupted' }, 'Interrupted. The answer is not complete.'],
    ['when it may be incomplete', { ...written, status: 'incomplete' }, 'The answer may be incomplete.'],
  ])('that it is being written, and then the state %s', (_, answer, expected) => {
    expect(heard([waitingAnswer('m', 0), writing('Forty'), writing('Forty-two.'), answer], 'end')).toEqual([
      'Answering',
      expected,
    ])
  })

  const STEPS = ['One', 'One. T', 'One. Two.', 'One. Two. And `three`'].map(writing)
  const end: Answer = { ...done, text: 'One. Two. And `three`' }

  test('each sentence once it is whole, and the rest with the end, if that is wanted', () => {
    expect(heard([waitingAnswer('m', 0), ...STEPS, end], 'sentences')).toEqual([
      'Answering',
      'One.',
      'Two.',
      'And three Answer complete.',
    ])
  })

  test('the whole answer at its end, however long, if that is wanted', () => {
    const long = 'A sentence. '.repeat(100).trim()
    expect(heard([...STEPS, { ...done, text: long }], 'whole')).toEqual(['Answering', `Answer complete. ${long}`])
  })

  test('only what is new of an answer that goes on', () => {
    const on = heard(
      [{ ...end, text: 'One.' }, writing('One.'), writing('One. Two. T'), { ...done, text: 'One. Two. Three.' }],
      'sentences',
    )
    expect(on).toEqual(['Answering', 'Two.', 'Three. Answer complete.'])
  })

  test('that nothing was found in the words that the page shows, whatever the server says', () => {
    const unfound: Answer = { ...done, text: 'Nothing is similar enough.', sources: [] }
    const said = /^Answer complete\. Nothing in the documents that you may read .* switch answers from documents off\.$/
    expect(heard([waitingAnswer('m', 0), unfound], 'end').at(-1)).toMatch(said)
    expect(
      heard([waitingAnswer('m', 0), { ...writing(unfound.text), sources: [] }, unfound], 'sentences').slice(1),
    ).toEqual([
      expect.stringMatching(/^Nothing in the documents that you may read/),
      expect.stringMatching(/Answer complete\.$/),
    ])
  })

  test('nothing of an answer that was there before, or that another version gave way to', () => {
    expect(heard([done], 'whole')).toEqual([])
    const running = tell(NOTHING_TOLD, reply(writing('One'), 'b'), false, 'end')
    expect(tell(running, reply(done, 'a'), false, 'end').text).toBe('')
  })

  test('nothing of a refusal, which has its own alert', () => {
    const running = tell(NOTHING_TOLD, reply(waitingAnswer('m', 0)), false, 'end')
    expect(tell(running, null, true, 'end').text).toBe('')
  })
})
